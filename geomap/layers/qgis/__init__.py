"""QGIS styles and projects, written without QGIS: XML trees that QGIS 3.22 and later read.

Everything is built with ElementTree, which escapes names and values by construction: the one door into QML.
"""
