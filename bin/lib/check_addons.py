"""What bin/lint checks in the addons beside Python: manifests, XML, access lists, translations.

Prints one line for each finding, ``file:line: what is wrong``, and exits with 1 if there is any.
"""

import ast
import csv
import re
import sys
from collections import Counter
from pathlib import Path

import polib
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ru", "bg")
DATA_FOLDERS = ("data", "demo", "report", "reports", "security", "views", "wizard", "wizards")
# Elements whose id is an external id; a <field> or a node of a view may have an id of its own.
WITH_XML_ID = {"act_window", "asset", "menuitem", "record", "report", "template"}
PLACEHOLDER = re.compile(r"%\([^)]+\)[a-z]|(?<!%)%[sdf](?![a-zа-я])|\{\{.*?\}\}|\$\{.*?\}")

findings = []


def report(path, line, text):
    findings.append(f"{path.relative_to(ROOT)}:{line or 1}: {text}")


def check_manifest(addon):
    path = addon / "__manifest__.py"
    manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
    listed = [*manifest.get("data", []), *manifest.get("demo", [])]
    for name in listed:
        if not (addon / name).is_file():
            report(path, 1, f"lists {name}, which is not there")
    for folder in DATA_FOLDERS:
        for file in sorted((addon / folder).glob("**/*")):
            name = file.relative_to(addon).as_posix()
            # Odoo loads a CSV named after a model; others are read by code.
            is_data = file.suffix == ".xml" or (file.suffix == ".csv" and "." in file.stem)
            if is_data and name not in listed:
                report(path, 1, f"does not list {name}")
    for name in ("static/description/icon.png", "readme/DESCRIPTION.md"):
        if not (addon / name).is_file() and not (manifest.get("auto_install") and name.endswith("png")):
            report(path, 1, f"{name} is missing")


def check_xml(addon):
    places = {}
    for path in sorted(addon.glob("**/*.xml")):
        if "i18n" in path.parts or "node_modules" in path.parts:
            continue
        text = path.read_bytes()
        try:
            root = etree.fromstring(text)
        except etree.XMLSyntaxError as error:
            report(path, error.lineno, f"is no XML: {error.msg}")
            continue
        if not text.endswith(b"\n"):
            report(path, text.count(b"\n") + 1, "ends without a line break")
        if root.tag != "odoo":
            if "static" not in path.parts:
                report(path, 1, f"begins with <{root.tag}>, not <odoo>")
            continue
        check_records(addon, path, root, places)


def check_records(addon, path, root, places):
    for node in root.iter(etree.Element):
        xml_id = node.get("id")
        if node.tag in WITH_XML_ID and xml_id:
            if xml_id.startswith(f"{addon.name}."):
                report(path, node.sourceline, f"id {xml_id}: the addon's own name is superfluous")
            if xml_id in places:
                report(path, node.sourceline, f"id {xml_id} is already in {places[xml_id]}")
            places[xml_id] = f"{path.name}:{node.sourceline}"
        if node.tag == "record":
            names = Counter(child.get("name") for child in node.iterchildren("field"))
            for name in (name for name, count in names.items() if count > 1):
                report(path, node.sourceline, f"record {xml_id}: field {name} is given twice")
        if node.tag == "tree":
            report(path, node.sourceline, "<tree> is <list> since 18")
        for attribute in ("attrs", "states", "t-raw", "t-esc"):
            if attribute in node.attrib:
                report(path, node.sourceline, f"the attribute {attribute} is obsolete")


def check_access(addon):
    for path in addon.glob("security/*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            ids = Counter(row["id"] for row in csv.DictReader(stream))
        for name in (name for name, count in ids.items() if count > 1):
            report(path, 1, f"id {name} is there twice")


def check_translations(addon):
    folder = addon / "i18n"
    template = folder / f"{addon.name}.pot"
    if not template.is_file():
        report(template, 1, "is missing: bin/odoo i18n export writes it")
        return
    terms = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(template))}
    for language in LANGUAGES:
        path = folder / f"{language}.po"
        if path.is_file():
            check_language(path, terms)
        else:
            report(path, 1, "is missing")


def check_language(path, terms):
    translated = set()
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        key = (entry.msgctxt, entry.msgid)
        if key in translated:
            report(path, entry.linenum, f"is there twice: {shorten(entry.msgid)}")
        translated.add(key)
        if key not in terms:
            report(path, entry.linenum, f"no longer a term: {shorten(entry.msgid)}")
        if entry.fuzzy:
            report(path, entry.linenum, f"fuzzy: {shorten(entry.msgid)}")
        if not entry.msgstr.strip():
            report(path, entry.linenum, f"not translated: {shorten(entry.msgid)}")
        elif placeholders(entry.msgid) != placeholders(entry.msgstr):
            report(path, entry.linenum, f"other placeholders than in: {shorten(entry.msgid)}")
        elif tags(entry.msgid) != tags(entry.msgstr):
            report(path, entry.linenum, f"other tags than in: {shorten(entry.msgid)}")
    for key in terms.keys() - translated:
        report(path, 1, f"lacks the term: {shorten(key[1])}")


def placeholders(text):
    return Counter(PLACEHOLDER.findall(text))


def tags(text):
    return Counter(re.findall(r"</?[a-z][a-z0-9]*(?=[\s/>])", text))


def shorten(text):
    return repr(text if len(text) <= 70 else f"{text[:67]}…")


def main():
    for manifest in sorted(ROOT.glob("addons/*/__manifest__.py")):
        addon = manifest.parent
        check_manifest(addon)
        check_xml(addon)
        check_access(addon)
        check_translations(addon)
    if findings:
        print("\n".join(findings))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
