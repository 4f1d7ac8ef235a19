"""Write the dashboards of `dashboards/` from `panels.yaml`: python deploy/grafana/build.py."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]

FOLDER = Path(__file__).parent
DOCS = "http://127.0.0.1:8000"
"""Where `make site ARGS=serve` shows the docs; the chart puts the operator's address there."""
DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}
COLUMNS = 24
STAT_HEIGHT, PLOT_HEIGHT = 4, 8
SELECTOR = re.compile(r"\b((?:newsreel|process)_\w+)(?:\{([^}]*)\})?")


def dashboards() -> dict[Path, str]:
    """Return every dashboard's file and text."""
    source = yaml.safe_load((FOLDER / "panels.yaml").read_text("utf-8"))
    return {
        FOLDER / "dashboards" / f"{each['name']}.json": json.dumps(
            dashboard(each), indent=1, ensure_ascii=False
        )
        + "\n"
        for each in source["dashboards"]
    }


def dashboard(source: Json) -> Json:
    """Build one dashboard."""
    stage = source.get("stage")
    return {
        "uid": "newsreel" if source["name"] == "overview" else f"newsreel-{source['name']}",
        "title": source["title"],
        "description": source["about"],
        "tags": ["newsreel"],
        "schemaVersion": 41,
        "version": 1,
        "editable": True,
        "refresh": "15s",
        "time": {"from": "now-1h", "to": "now"},
        "timezone": "",
        "graphTooltip": 1,
        "templating": {"list": variables(stage)},
        "annotations": {"list": []},
        "links": links(),
        "panels": placed(source["rows"], stage),
    }


def variables(stage: str | None) -> list[Json]:
    """Return what a reader chooses: the Prometheus and the processes."""
    ready = f'newsreel_ready{{stage="{stage}"}}' if stage else "newsreel_ready"
    return [
        {
            "name": "datasource",
            "label": "Prometheus",
            "type": "datasource",
            "query": "prometheus",
        },
        {
            "name": "instance",
            "label": "Process",
            "type": "query",
            "datasource": DATASOURCE,
            "query": {"query": f"label_values({ready}, instance)", "refId": "instance"},
            "refresh": 2,
            "sort": 1,
            "multi": True,
            "includeAll": True,
            "allValue": ".*",
            "current": {"text": "All", "value": "$__all"},
        },
    ]


def links() -> list[Json]:
    """Return the links at the top: the other dashboards and the runbook."""
    others = {"type": "dashboards", "title": "Newsreel", "tags": ["newsreel"], "asDropdown": True}
    runbook = {"type": "link", "title": "Runbook", "url": f"{DOCS}/runbook/", "targetBlank": True}
    return [{**others, "keepTime": True, "includeVars": True}, runbook]


def placed(rows: list[Json], stage: str | None) -> list[Json]:
    """Lay the panels out, row by row, from left to right."""
    panels: list[Json] = []
    y = 0
    for row in rows:
        panels.append(header(row["title"], len(panels) + 1, y))
        x, y, height = 0, y + 1, 0
        for source in row["panels"]:
            width = source.get("width", 12)
            if x + width > COLUMNS:
                x, y, height = 0, y + height, 0
            tall = STAT_HEIGHT if source.get("type") == "stat" else PLOT_HEIGHT
            where = {"h": tall, "w": width, "x": x, "y": y}
            panels.append(panel(source, stage, len(panels) + 1, where))
            x, height = x + width, max(height, tall)
        y += height
    return panels


def header(title: str, number: int, y: int) -> Json:
    """Build the title of a row."""
    where = {"h": 1, "w": COLUMNS, "x": 0, "y": y}
    return {"id": number, "type": "row", "title": title, "collapsed": False, "gridPos": where}


def panel(source: Json, stage: str | None, number: int, where: Json) -> Json:
    """Build one panel."""
    kind = source.get("type", "timeseries")
    queries = source.get("queries") or [source]
    built = {
        "id": number,
        "type": kind,
        "title": source["title"],
        "description": source["about"],
        "datasource": DATASOURCE,
        "gridPos": where,
        "targets": [target(query, stage, kind, index) for index, query in enumerate(queries)],
        "fieldConfig": {"defaults": defaults(source, kind), "overrides": []},
        "options": OPTIONS[kind],
    }
    if "alert" in source:
        url = f"{DOCS}/runbook/#{source['alert'].lower()}"
        built["links"] = [{"title": "Runbook", "url": url, "targetBlank": True}]
    return built


def target(query: Json, stage: str | None, kind: str, index: int) -> Json:
    """Build one query of a panel."""
    built = {
        "refId": "ABCDEFGH"[index],
        "datasource": DATASOURCE,
        "expr": expression(query["query"], stage),
        "legendFormat": query.get("legend", ""),
    }
    if kind == "table":
        built |= {"format": "table", "instant": True}
    if kind == "heatmap":
        built["format"] = "heatmap"
    return built


def expression(query: str, stage: str | None) -> str:
    """Put the stage's name in, and the chosen processes into every selector."""

    def selected(match: re.Match[str]) -> str:
        chosen = 'instance=~"$instance"'
        labels = f"{match[2]}, {chosen}" if match[2] else chosen
        return f"{match[1]}{{{labels}}}"

    return SELECTOR.sub(selected, query).replace("STAGE", stage or "")


def defaults(source: Json, kind: str) -> Json:
    """Return unit and looks."""
    looks: Json = {"noValue": "0"} if kind == "stat" else {}
    if kind == "timeseries":
        looks = {"custom": {"fillOpacity": 8, "showPoints": "never"}, "min": 0}
    return {"unit": source.get("unit", "short"), **looks}


OPTIONS: dict[str, Json] = {
    "stat": {
        "reduceOptions": {"calcs": ["lastNotNull"]},
        "colorMode": "value",
        "graphMode": "area",
    },
    "timeseries": {
        "legend": {"displayMode": "list", "placement": "bottom"},
        "tooltip": {"mode": "multi", "sort": "desc"},
    },
    "heatmap": {"calculate": False, "yAxis": {"axisPlacement": "left"}},
    "table": {"showHeader": True},
}


if __name__ == "__main__":
    for path, text in dashboards().items():
        path.write_text(text, encoding="utf-8")
