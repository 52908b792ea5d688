"""Writes dashboards and manifests as literals of the types that their readers publish, so that the TypeScript compiler finds what these do not know.

published.py FOLDER GRAFANA_DASHBOARDS KUBERNETES_MANIFESTS
"""
import glob
import json
import os
import sys

import yaml

RAW = "./node_modules/@grafana/schema/dist/types/raw/"
PANELS = {"timeseries": "TimeSeries", "stat": "Stat", "table": "Table", "heatmap": "Heatmap"}

# An enumeration takes its words, and what has a default may be left out.
LOOSE = """type Loose<T> = T extends string ? (string extends T ? string : `${T}`) : T extends number ? number
  : T extends (infer E)[] ? Loose<E>[] : T extends object ? { [K in keyof T]?: Loose<T[K]> } : T;"""


def panel_literals(name, panel):
    if panel["type"] == "row":
        return
    kind = panel["type"]
    custom = panel.get("fieldConfig", {}).get("defaults", {}).get("custom")
    yield f"export const {name}_options: Loose<{kind}.Options> = {json.dumps(panel.get('options', {}))};"
    if custom is not None:
        yield f"export const {name}_custom: Loose<{kind}.FieldConfig> = {json.dumps(custom)};"


def dashboards(folder):
    yield f"import type * as dashboard from '{RAW}dashboard/x/dashboard_types.gen';"
    for kind, title in PANELS.items():
        yield f"import type * as {kind} from '{RAW}composable/{kind}/panelcfg/x/{title}PanelCfg_types.gen';"
    yield LOOSE
    for file in sorted(glob.glob(os.path.join(folder, "*.json"))):
        name = os.path.basename(file)[:-5]
        content = json.load(open(file))
        for variable in content["templating"]["list"]:
            variable.pop("definition", None)  # Grafana writes it into every dashboard that it exports, and its types lack it
        for number, panel in enumerate(content["panels"]):
            yield from panel_literals(f"{name}_{number}_{panel['type']}", panel)
        yield f"export const {name}: Loose<dashboard.Dashboard> = {json.dumps(content)};"


def package_of(manifest):
    package = "@kubernetes-models/prometheus-operator" if "coreos.com" in manifest["apiVersion"] else "kubernetes-models"
    return f"{package}/{manifest['apiVersion']}/{manifest['kind']}"


def manifests(folder):
    for file in sorted(glob.glob(os.path.join(folder, "*.yml"))):
        yield from yaml.safe_load_all(open(file))


def main(folder, dashboard_folder, manifest_folder):
    found = list(manifests(manifest_folder))
    with open(os.path.join(folder, "dashboards.ts"), "w") as out:
        out.write("\n".join(dashboards(dashboard_folder)))
    with open(os.path.join(folder, "manifests.ts"), "w") as out:
        for item in found:
            out.write(f"import type {{ I{item['kind']} }} from '{package_of(item)}';\n")
            out.write(f"export const {item['kind']}: I{item['kind']} = {json.dumps(item)};\n")
    with open(os.path.join(folder, "manifests.mjs"), "w") as out:
        for item in found:
            out.write(f"import {{ {item['kind']} }} from '{package_of(item)}';\nnew {item['kind']}({json.dumps(item)}).validate();\n")


main(*sys.argv[1:])
