"""Open a project in a real, headless QGIS and tell as JSON what QGIS made of it; run by the system's Python.

Usage: open_in_qgis.py PROJECT [PICTURES [KEPT [bare]]]; with a folder for pictures, each day and the layout
are rendered; with a folder of kept ones, the pictures are compared with those of the same name; with 'bare'
only those without labels are drawn.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from qgis.core import (
    QgsApplication,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsLayoutExporter,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QImage

WIDTH, HEIGHT = 900, 700
SMALL = QSize(60, 46)


def frames(span: Any) -> Iterator[Any]:
    """The steps of a day that the panel would show."""
    begin = span.begin()
    while begin < span.end():
        end = begin.addDays(1)
        yield QgsDateTimeRange(begin, end, includeBeginning=True, includeEnd=False)
        begin = end


def visible(layer: Any, span: Any) -> int:
    """How many features of ``layer`` the frame ``span`` shows."""
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    wanted = layer.temporalProperties().createFilterString(context, span)
    return sum(1 for _ in layer.getFeatures(QgsFeatureRequest(QgsExpression(wanted))))


def told(layer: Any) -> dict[str, Any]:
    """What QGIS knows of ``layer``."""
    temporal = layer.temporalProperties()
    renderer = layer.renderer()
    return {
        "valid": layer.isValid(),
        "features": layer.featureCount(),
        "index": layer.dataProvider().hasSpatialIndex(),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "time": temporal.isActive(),
        "mode": int(temporal.mode()),
        "start": temporal.startField(),
        "end": temporal.endField(),
        "renderer": renderer.type() if renderer else None,
        "legend": [item.label() for item in renderer.legendSymbolItems()] if renderer else [],
        "labels": layer.labelsEnabled(),
        "source": layer.source(),
        "crs": layer.crs().authid(),
        "rights": layer.metadata().rights(),
    }


def unparsed(source: str) -> list[str]:
    """The expressions of a project file that QGIS cannot parse: it would pass them over without a word."""
    with zipfile.ZipFile(source) as archive:
        root = ET.fromstring(archive.read(archive.namelist()[0]))
    found = [item.get("value") for item in root.iter("Option") if item.get("name") == "expression"]
    found += [rule.get("filter") for rule in root.iter("rule")]
    found += [style.get("fieldName") for style in root.iter("text-style") if style.get("isExpression")]
    return [text for text in found if text and QgsExpression(text).hasParserError()]


def style_of_its_own(source: str, table: str) -> list[str]:
    """The legend that ``table`` takes from the GeoPackage alone, as when it is dragged into QGIS."""
    layer = QgsVectorLayer(f"{Path(source).with_suffix('.gpkg')}|layername={table}", table, "ogr")
    _, styled = layer.loadDefaultStyle()
    return [item.label() for item in layer.renderer().legendSymbolItems()] if styled else []


def render(project: Any, span: Any, path: Path, *, labels: bool = True) -> list[str]:
    """The first view during ``span`` as a PNG; what QGIS complains of."""
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([layer for layer in root.layerOrder() if root.findLayer(layer).isVisible()])
    settings.setDestinationCrs(project.crs())
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor(211, 225, 234))
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setIsTemporal(True)
    settings.setTemporalRange(span)
    settings.setTransformContext(project.transformContext())
    settings.setFlag(QgsMapSettings.Antialiasing)
    settings.setFlag(QgsMapSettings.DrawLabeling, labels)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.projectScope(project))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(path))
    return [error.message for error in job.errors()]


def difference(one: Path, other: Path) -> float:
    """How far two pictures are apart: mean over thumbnails' colours, 0 to 255."""
    pixels = []
    for path in (one, other):
        small = QImage(str(path)).scaled(SMALL, Qt.IgnoreAspectRatio, Qt.SmoothTransformation)
        colours = (small.pixelColor(x, y) for x in range(SMALL.width()) for y in range(SMALL.height()))
        pixels.append([part for colour in colours for part in (colour.red(), colour.green(), colour.blue())])
    return float(sum(abs(a - b) for a, b in zip(*pixels, strict=True)) / len(pixels[0]))


def draw(project: Any, folder: Path, kept: Path | None, *, bare: bool) -> dict[str, Any]:
    """Each day and the layout as pictures in ``folder``.

    Where QGIS places labels differs a little from one run to the next: the first and the last day are drawn
    without them too, or with ``bare`` they alone.
    """
    errors = []
    days = list(frames(project.timeSettings().temporalRange()))
    for name, frame in (("first-bare.png", days[0]), ("last-bare.png", days[-1])):
        errors += render(project, frame, folder / name, labels=False)
    answer: dict[str, Any] = {"render_errors": errors}
    if not bare:
        for number, frame in enumerate(days, 1):
            errors += render(project, frame, folder / f"day-{number}.png")
        exporter = QgsLayoutExporter(project.layoutManager().layoutByName("Situation"))
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 80
        answer["layout"] = int(exporter.exportToImage(str(folder / "layout.png"), settings))
    if kept:
        names = [path.name for path in sorted(kept.glob("*.png")) if (folder / path.name).exists()]
        answer["apart"] = {name: difference(folder / name, kept / name) for name in names}
        answer["days_apart"] = difference(folder / "first-bare.png", folder / "last-bare.png")
    return answer


def main(source: str, pictures: str | None = None, kept: str | None = None, bare: str = "") -> None:
    """Open, tell, render."""
    QgsApplication.setPrefixPath("/usr", True)  # noqa: FBT003  Qt knows no other way
    app = QgsApplication([], False)  # noqa: FBT003
    app.initQgis()
    project = QgsProject.instance()
    read = project.read(source)
    span = project.timeSettings().temporalRange()
    root = project.layerTreeRoot()
    layers = {layer.id().removeprefix("geomap_"): layer for layer in project.mapLayers().values()}
    dated = {
        number: layer for number, layer in sorted(layers.items()) if layer.temporalProperties().isActive()
    }
    answer = {
        "read": read,
        "error": project.error(),
        "title": project.title(),
        "abstract": project.metadata().abstract(),
        "crs": project.crs().authid(),
        "begin": span.begin().toUTC().toString(Qt.ISODate),
        "end": span.end().toUTC().toString(Qt.ISODate),
        "step": project.timeSettings().timeStep(),
        "unit": project.timeSettings().timeStepUnit(),
        "navigation": project.readNumEntry("TemporalControllerWidget", "/NavigationMode", 0)[0],
        "variables": {key: str(value) for key, value in project.customVariables().items()},
        "groups": [node.name() for node in root.children()],
        "hidden": [node.name() for node in root.findGroups() if not node.isVisible()],
        "order": [layer.id().removeprefix("geomap_") for layer in root.layerOrder()],
        "styles": {number: style_of_its_own(source, number) for number in dated},
        "unparsed": unparsed(source) if source.endswith(".qgz") else [],
        "layouts": [layout.name() for layout in project.layoutManager().layouts()],
        "layers": {number: told(layer) for number, layer in sorted(layers.items())},
        "days": [
            {number: visible(layer, frame) for number, layer in dated.items()} for frame in frames(span)
        ],
    }
    if pictures:
        answer |= draw(project, Path(pictures), Path(kept) if kept else None, bare=bool(bare))
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
