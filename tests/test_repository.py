"""What the repository promises of itself: small files, named nouns, locked packages, true docs."""

import ast
import json
import os
import re
import statistics
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from prospect.releases.build import RELEASED
from prospect.releases.store import CATALOGUE, unchanging

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "prospect"
LONGEST_FILE, MEDIAN_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 300, 120, 40, 25
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "service",
    "managers",
    "manager",
    "common",
    "misc",
}
PYTHON_LOCKS = ("requirements.lock", "requirements-dev.lock")


@cache
def sources():
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


@cache
def committed():
    """Every file of the checkout but those .gitignore leaves out."""
    lines = (CHECKOUT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = {line.strip("/") for line in lines}
    found = []
    for folder, folders, names in os.walk(CHECKOUT):
        here = Path(folder)
        inside = [name for name in folders if name != ".git" and name not in ignored]
        folders[:] = [name for name in inside if shown(here / name) not in ignored]
        found += [here / name for name in names if not name.endswith((".mo", ".pyc"))]
    return found


def shown(path):
    return str(path.relative_to(CHECKOUT))


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def functions():
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node, (node.end_lineno or 0) - node.lineno + 1


def is_view(path, node):
    arguments = node.args.posonlyargs + node.args.args
    in_views = path.stem == "views" or path.parent.name == "views"
    return (
        in_views
        and bool(arguments)
        and arguments[0].arg == "request"
        and not node.name.startswith("_")
    )


def test_no_file_is_longer_than_300_lines():
    assert {
        shown(path): lines_of(path) for path in sources() if lines_of(path) > LONGEST_FILE
    } == {}


def test_the_median_file_is_shorter_than_120_lines():
    assert statistics.median(map(lines_of, sources())) < MEDIAN_FILE


def test_no_function_is_longer_than_40_lines():
    long = {
        f"{shown(path)} {node.name}": size
        for path, node, size in functions()
        if size > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_view_is_longer_than_25_lines():
    long = {
        f"{shown(path)} {node.name}": size
        for path, node, size in functions()
        if is_view(path, node) and size > LONGEST_VIEW
    }
    assert long == {}


def test_no_module_has_a_vague_name():
    names = [path for path in PACKAGE.rglob("*") if path.is_dir() or path.suffix == ".py"]
    assert [shown(path) for path in names if path.stem.lower() in VAGUE] == []


def test_every_module_says_what_it_is_for():
    silent = []
    for path in sources():
        words = path.read_text(encoding="utf-8")
        if words.strip() and path.name != "apps.py" and not ast.get_docstring(ast.parse(words)):
            silent.append(shown(path))
    assert silent == []


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_locked_python_package_carries_hashes(name):
    words = (CHECKOUT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n?", "", words).strip())
    assert entries
    bare = [e.split("\n")[0] for e in entries if "==" not in e or "--hash=sha256:" not in e]
    assert bare == []


def test_every_locked_node_package_carries_a_hash():
    packages = json.loads((CHECKOUT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    bare = [name for name, entry in packages.items() if name and not entry.get("integrity")]
    assert len(packages) > 1 and bare == []


@pytest.mark.parametrize("name", [*PYTHON_LOCKS, "requirements-node.lock"])
def test_no_python_lock_file_names_an_address(name):
    words = (CHECKOUT / name).read_text(encoding="utf-8")
    assert "://" not in words and "--index-url" not in words


def test_the_node_lock_file_names_no_registry():
    assert '"resolved"' not in (CHECKOUT / "package-lock.json").read_text(encoding="utf-8")


def test_what_is_built_or_secret_is_left_out_of_git():
    ignored = set((CHECKOUT / ".gitignore").read_text(encoding="utf-8").split())
    assert {"/var/", "/build/", "/.venv/", "/node_modules/", "*.mo"} <= ignored
    wrong = re.compile(r"secret-key|\.sqlite3$|\.gpkg$|\.pmtiles$")
    found = [shown(path) for path in committed() if wrong.search(path.name)]
    assert [name for name in found if "basemap/baked/" not in name] == []  # baked ahead on purpose


def test_the_floors_hold():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_tests_never_write_into_the_checkout():
    assert not settings.HOME.is_relative_to(CHECKOUT)


def test_the_readme_tells_every_make_target():
    targets = re.findall(
        r"(?m)^([a-z-]+):.*##", (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    )
    words = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert {"help", "demo", "test"} <= set(targets)
    assert [target for target in targets if f"make {target}" not in words] == []


def test_every_setting_of_an_operator_is_documented():
    words = "".join(path.read_text(encoding="utf-8") for path in sources())
    used = set(
        re.findall(r"environ(?:\.get\(|\[)\s*\"(PROSPECT_[A-Z_]+|DATABASE_URL|PORT)\"", words)
    )
    documented = (CHECKOUT / "docs" / "how-to" / "operate.md").read_text(encoding="utf-8")
    assert {"PROSPECT_HOME", "PROSPECT_HOSTS", "PROSPECT_SECRET_KEY"} <= used
    assert sorted(name for name in used if name not in documented) == []


def test_the_operators_page_names_no_setting_that_does_not_exist():
    words = "".join(path.read_text(encoding="utf-8") for path in sources())
    documented = (CHECKOUT / "docs" / "how-to" / "operate.md").read_text(encoding="utf-8")
    named = set(re.findall(r"PROSPECT_[A-Z][A-Z_]+", documented))
    assert named and sorted(name for name in named if name not in words) == []


def test_every_dependency_is_told_with_its_reason():
    words = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    needs = re.findall(r'(?m)^\s*"[A-Za-z][\w.\-\[\]]*[<>=~].*$', words)
    assert len(needs) > 20
    assert [line for line in needs if not re.search(r"# \w", line)] == []


def test_every_released_model_has_a_table_in_the_geopackage(released):
    import sqlite3

    database = sqlite3.connect(unchanging(released.folder / CATALOGUE), uri=True)
    tables = {
        row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    listed = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}
    database.close()
    wanted = {model._meta.db_table for model in RELEASED}
    assert wanted <= tables and wanted <= listed
