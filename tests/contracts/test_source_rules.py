"""What the sources never do: build a query of what was asked, run words as code, unpack objects.

Every exception stands in ``ALLOWED`` with its reason; one that is no longer needed is a failure too.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

CHECKOUT = Path(__file__).resolve().parents[2]
SCANNED = ("prospect/**/*.py", "regions/**/*.py", "manage.py")

OBJECTS = {
    "pickle", "cPickle", "_pickle", "dill", "cloudpickle", "jsonpickle", "joblib", "shelve", "marshal",
    "yaml", "ruamel", "multiprocessing",
}  # fmt: skip
CODE = {"eval", "exec", "compile", "__import__", "execfile"}
SHELL = re.compile(r"os\.(system|popen|exec\w+|spawn\w+)|subprocess\.get(status)?output")
FLAGS = ("shell", "allow_pickle")  # keywords that may only be False
ANY_SQL = {"RawSQL", "extra", "raw"}
NAMED = {  # what they are given ends up in SQL as a name or a part of it
    "order_by", "values", "values_list", "dates", "datetimes", "annotate", "alias", "aggregate", "Func",
    "KeyTransform", "KeyTextTransform", "StringAgg", "Trunc", "Extract", "F", "OrderBy", "Collate",
}  # fmt: skip
UNPACKED = {*NAMED, "filter", "exclude", "get", "get_or_create", "update", "create", "Q", "When"}
STATEMENTS = {"execute", "executemany", "executescript"}
MARKUP = {"mark_safe", "SafeString", "SafeText"}

OWN_NAMES = "the names in it are those of our own models; values are parameters"
OWN_FIELDS = "the names are fields of our own models"
ALLOWED = {
    "prospect/releases/beside.py import multiprocessing":
        "it starts our own function on folders of ours; nothing comes from outside or from disk",
    "prospect/moving.py _set_sequences execute": "Django's own SQL for the sequences of our own models",
    "prospect/editing/bulk.py replace_rows executemany": OWN_NAMES,
    "prospect/desk/lists.py _lacking annotate(**": OWN_FIELDS,
    "prospect/desk/lists.py _lines F of a name": OWN_FIELDS,
    "prospect/desk/lists.py _lines filter(**": OWN_FIELDS,
    "prospect/desk/lists.py _lines values_list of a name": OWN_FIELDS,
    "prospect/records/models/record.py open_to filter(**": OWN_FIELDS,
    "prospect/records/models/record.py public Q(**": OWN_FIELDS,
    "prospect/releases/build.py _null_dangling execute": OWN_NAMES,
    "prospect/releases/geopackage.py create executescript": "a file of this package",
    "prospect/releases/geopackage.py copy_model executemany": OWN_NAMES,
    "prospect/releases/geopackage.py _create_table execute": OWN_NAMES,
    "prospect/releases/geopackage.py _index execute": OWN_NAMES,
    "prospect/releases/geopackage.py _chunks execute": "Django's own SQL of a query set, with its parameters",
    "prospect/releases/geopackage.py _register_features execute": OWN_NAMES,
    "prospect/releases/geopackage.py _register_features executemany": OWN_NAMES,
    "prospect/releases/geopackage.py _execute_statements execute":
        "a file of this package, with names of our own models",
    "prospect/releases/comparing.py _changed_parts execute": OWN_NAMES,
    "prospect/releases/comparing.py _compare execute": OWN_NAMES,
    "prospect/releases/comparing.py _shared_columns execute": OWN_NAMES,
    "prospect/releases/removals.py _count execute": OWN_NAMES,
    "prospect/releases/removals.py _overdue execute": OWN_NAMES,
    "prospect/log_lines.py import multiprocessing.util":
        "only to be called when a process of the server ends; nothing is sent between processes",
    "prospect/releases/footfall.py import multiprocessing.util":
        "only to be called when a process of the server ends; nothing is sent between processes",
    "prospect/releases/verify.py _dangling execute": OWN_NAMES,
    "prospect/explore/errors.py _held execute": OWN_NAMES,
    "prospect/explore/opportunity_rows.py read_records raw":
        "Django's own SQL of a query set, with its parameters",
    "prospect/serving.py serve execv": "the server takes this process over; a list of arguments, no shell",
    "prospect/ui/templatetags/ui.py title_tags mark_safe": "of text that was escaped, which it checks",
    "prospect/ui/templatetags/ui.py description_tags mark_safe":
        "of text that was escaped, which it checks",
    "prospect/explore/templatetags/spoken.py data SafeString":
        "JSON without a sign that ends an attribute in single quotes",
    "prospect/explore/structured_data.py data_block mark_safe":
        "JSON in which < > and & are written as escapes",
}  # fmt: skip


class Findings(ast.NodeVisitor):
    """What a source does against the rules: function and deed."""

    def __init__(self, words):
        self.inside, self.found = "", set()
        self.visit(ast.parse(words))

    def note(self, deed):
        self.found.add(f"{self.inside} {deed}".strip())

    def visit_FunctionDef(self, node):
        outer, self.inside = self.inside, node.name
        self.generic_visit(node)
        self.inside = outer

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  the name is that of ast

    def visit_Import(self, node):
        for name in node.names:
            if name.name.partition(".")[0] in OBJECTS:
                self.note(f"import {name.name}")

    def visit_ImportFrom(self, node):
        if (node.module or "").partition(".")[0] in OBJECTS:
            self.note(f"import {node.module}")
        for name in node.names:
            if name.name in CODE | ANY_SQL or SHELL.fullmatch(f"{node.module}.{name.name}"):
                self.note(f"import {name.name}")

    def visit_Call(self, node):
        called = ast.unparse(node.func)
        name = called.rpartition(".")[2]
        if called in CODE or SHELL.fullmatch(called) or name in ANY_SQL:
            self.note(name)
        for keyword in node.keywords:
            if keyword.arg in FLAGS and not is_false(keyword.value):
                self.note(f"{keyword.arg}=")
            if keyword.arg is None and name in UNPACKED:
                self.note(f"{name}(**")
        if name in NAMED and not all(map(is_fixed, node.args)):
            self.note(f"{name} of a name")
        if name in STATEMENTS and not (node.args and isinstance(node.args[0], ast.Constant)):
            self.note(name)
        if name in MARKUP and node.args and not isinstance(node.args[0], ast.Constant):
            self.note(name)
        self.generic_visit(node)


def is_fixed(node):
    """Whether an argument is written out: a constant, or an expression such as Count('pk')."""
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func).rpartition(".")[2]
        return called[:1].isupper() and all(map(is_fixed, node.args))
    return isinstance(node, ast.Constant)


def is_false(node):
    return isinstance(node, ast.Constant) and node.value is False


@cache
def findings():
    found = set()
    for path in sorted({path for some in SCANNED for path in CHECKOUT.glob(some)}):
        where = path.relative_to(CHECKOUT)
        found |= {f"{where} {deed}" for deed in Findings(path.read_text(encoding="utf-8")).found}
    return found


def test_INJ_04_INJ_12_XSS_03_the_sources_do_only_what_is_allowed_with_a_reason():
    assert sorted(findings() - set(ALLOWED)) == []


def test_no_exception_outlives_its_need():
    assert sorted(set(ALLOWED) - findings()) == []
    assert all(len(reason) > 10 for reason in ALLOWED.values())


AGAINST_INJ_04 = [
    "RawSQL('x', [])", "models.expressions.RawSQL('x', [])", "from django.db.models.expressions import RawSQL",
    "query.extra(where=['x'])", "Area.objects.raw('SELECT 1')", "query.filter(**request.GET)",
    "query.exclude(**asked)", "query.annotate(**{alias: Count('x')})", "query.annotate(n=1, **asked)",
    "query.aggregate(**asked)", "query.alias(**asked)", "Q(**asked)", "models.Q(**asked)",
    "query.update(**asked)", "Area.objects.get(**asked)", "query.order_by(sort)", "query.order_by(*asked)",
    "query.order_by(f'-{sort}')", "query.order_by(request.GET.get('sort'))", "query.order_by(str(sort))",
    "query.order_by(Lower(sort))", "query.values(request.GET['x'])", "query.values_list(*names)",
    "query.dates('day', kind)", "Trunc('day', kind)", "StringAgg('x', delimiter)", "F(name)",
    "KeyTransform(key, 'data')", "cursor.execute(f'SELECT {x}')", "cursor.execute('SELECT ' + x)",
    "cursor.execute('SELECT %s' % x)", "cursor.execute('SELECT {}'.format(x))", "cursor.execute(sql)",
    "database.executescript(script)", "database.executemany(f'INSERT INTO {t} VALUES (?)', rows)",
]  # fmt: skip
AGAINST_INJ_12 = [
    "import pickle", "import pickle as p", "from pickle import loads", "import yaml", "from yaml import load",
    "from shelve import open", "import marshal", "import dill", "import multiprocessing.managers",
    "eval(x)", "exec(x)", "compile(x, 'f', 'exec')", "__import__(x)", "from builtins import eval",
    "os.system(x)", "os.popen(x)", "os.execvp(x, [])", "from os import system", "subprocess.getoutput(x)",
    "subprocess.run(x, shell=True)", "subprocess.run(x, shell=asked)", "numpy.load(p, allow_pickle=True)",
    "np.save(p, x, allow_pickle=kept)",
]  # fmt: skip
AGAINST_XSS_03 = ["mark_safe(words)", "mark_safe(f'<b>{x}</b>')", "safestring.SafeString(words)"]
HARMLESS = [
    "cursor.execute('SELECT id FROM release')", "cursor.execute('SELECT ?', [x])", "query.order_by('-year', 'pk')",
    "query.values_list('key', flat=True)", "query.filter(pk__in=keys)", "query.filter(Q(a=1) | Q(b=2))",
    "re.compile(pattern)", "words.values()", "words.update(more)", "words.get(name)", "subprocess.run(x, shell=False)",
    "Area(**fields)", "np.load(path, mmap_mode='r')", "json.loads(x)", "SafeString(' checked')", "SafeString()",
    "query.annotate(n=Count('x'))", "ast.literal_eval(x)",
]  # fmt: skip


@pytest.mark.parametrize("words", AGAINST_INJ_04)
def test_INJ_04_a_query_made_of_what_was_asked_would_be_found(words):
    assert Findings(f"def view(request):\n    {words}").found


@pytest.mark.parametrize("words", AGAINST_INJ_12)
def test_INJ_12_words_run_as_code_and_unpacked_objects_would_be_found(words):
    assert Findings(words).found


@pytest.mark.parametrize("words", AGAINST_XSS_03)
def test_XSS_03_words_declared_safe_would_be_found(words):
    assert Findings(words).found


@pytest.mark.parametrize("words", HARMLESS)
def test_what_is_harmless_is_not_found(words):
    assert Findings(words).found == set()


def test_XSS_03_no_template_turns_escaping_off():
    templates = [
        *CHECKOUT.glob("prospect/**/templates/**/*.html"),
        *CHECKOUT.glob("prospect/**/*.xml"),
    ]
    raw = re.compile(r"\|\s*(safe|safeseq)\b|autoescape\s+off")
    assert len(templates) > 30
    assert [str(path) for path in templates if raw.search(path.read_text(encoding="utf-8"))] == []
    assert raw.search("{{ x|safe }}") and raw.search("{% autoescape off %}")


def test_INJ_12_nothing_is_kept_as_objects_in_cookies_sessions_or_shared_caches():
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert settings.SESSION_SERIALIZER.endswith("JSONSerializer")
    assert settings.MESSAGE_STORAGE.endswith("SessionStorage")
    kept_in = {cache["BACKEND"].rpartition(".")[2] for cache in settings.CACHES.values()}
    assert kept_in == {
        "SharedCache"
    }  # prospect/accounts: a table of JSON, which cannot hold objects
