"""Change a GeoJSON as a person does in QGIS, and tell how QGIS took the file; run by the system's Python.

Usage: edit_in_qgis.py FILE ID TITLE: the feature of that id gets another title and moves a degree east.
"""

import json
import sys

from qgis.core import QgsApplication, QgsGeometry, QgsPointXY, QgsVectorLayer


def main(path: str, number: str, title: str) -> None:
    """Open, edit, save."""
    QgsApplication.setPrefixPath("/usr", True)  # noqa: FBT003  Qt knows no other way
    app = QgsApplication([], False)  # noqa: FBT003
    app.initQgis()
    layer = QgsVectorLayer(path, "edited", "ogr")
    message, styled = layer.loadDefaultStyle()
    answer = {
        "valid": layer.isValid(),
        "styled": styled,
        "message": message,
        "renderer": layer.renderer().type(),
        "legend": [item.label() for item in layer.renderer().legendSymbolItems()],
        "types": {field.name(): field.typeName() for field in layer.fields()},
    }
    layer.startEditing()
    for feature in layer.getFeatures():
        if feature["id"] == number:
            layer.changeAttributeValue(feature.id(), layer.fields().indexOf("title"), title)
            point = feature.geometry().asPoint()
            layer.changeGeometry(feature.id(), QgsGeometry.fromPointXY(QgsPointXY(point.x() + 1, point.y())))
    answer["saved"] = layer.commitChanges()
    answer["errors"] = layer.commitErrors()
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
