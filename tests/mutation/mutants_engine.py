# SPDX-License-Identifier: Apache-2.0
"""The mutants of the engine's core, as schemata: a file is rewritten once, so that each place that can be changed asks
which change is chosen (mutant.h), and all mutants are compiled together.

Where the operators stand is what clang says; how they are rewritten is text. An expression `a < b` becomes

    ({ __auto_type x_ = (a); __auto_type y_ = (b); ecc_mutant(7) ? x_ <= y_ : ... : x_ < y_; })

so that each operand is written, and evaluated, once. What is left as it is: initialisers of static data, case labels,
sizes of arrays, what stands in the arguments of a macro (assert, ECC_NEW_ARRAY, UINT64_C), and the question whether
memory ran out: tests/fault answers it each time."""
import re

from clang.cindex import Config, CursorKind, Index, StorageClass, TranslationUnit, TypeKind

ORDER = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"),
         "==": ("!=",), "!=": ("==",)}
ARITHMETIC = {"+": "-", "-": "+", "*": "+", "/": "*", "%": "/", "&": "|", "|": "&", "^": "|", "<<": ">>", ">>": "<<"}
TRUTHS = ("ECC_FALSE", "ECC_UNKNOWN", "ECC_TRUE")
CALLS = (("ecc_tri_and", "ecc_tri_or"), ("ecc_interval_add", "ecc_interval_mul"),
         ("ecc_interval_mul", "ecc_interval_div"), ("ecc_interval_max", "ecc_interval_hull"),
         ("ecc_interval_at_least_num", "ecc_interval_more_than_num"),
         ("ecc_interval_at_most_num", "ecc_interval_less_than_num"), ("ecc_num_add", "ecc_num_sub"),
         ("ecc_num_mul", "ecc_num_div"), ("ecc_wide_add", "ecc_wide_sub"))
OTHER_CALL = {**dict((b, a) for a, b in CALLS), **dict(CALLS)}
STATEMENTS = {CursorKind.CALL_EXPR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR, CursorKind.BREAK_STMT,
              CursorKind.CONTINUE_STMT}
CONDITIONS = {CursorKind.IF_STMT: 0, CursorKind.WHILE_STMT: 0, CursorKind.DO_STMT: 1, CursorKind.CONDITIONAL_OPERATOR: 0}
TRY = "try_status_"


class Mutant:
    """One change; `number` is what chooses it when the rewritten program runs."""

    def __init__(self, number, path, line, function, sort, what):
        self.number, self.path, self.line, self.sort = number, path, line, sort
        self.function = function
        self.key = f"{path} | {function} | {sort} | {what}"
        self.seen_by = []


def open_macros(text):
    """TRY written out, on the same lines, so that clang shows what stands in it as the program's own."""
    out, at = [], 0
    for match in re.finditer(r"\bTRY\(", text):
        if match.start() < at or text[text.rfind("\n", 0, match.start()) + 1:].startswith("#"):
            continue
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        inner = text[match.end():end - 1]
        out += [text[at:match.start()], "({ ecc_status " + TRY + " = (", inner,
                "); if (" + TRY + ") { return " + TRY + "; } })"]
        at = end
    return "".join(out) + text[at:]


class File:
    """A file of C as clang sees it; `mutants` and `rewritten()` are what comes of it."""

    def __init__(self, path, text, first_number):
        self.path, self.text = path, open_macros(text)
        self.bytes = self.text.encode("utf-8")
        self.number, self.mutants = first_number, []
        self.edits = []  # (where, rank, text); see put()
        self.counts = {}
        self.function = ""
        self.skipped = set()  # literals whose mutants are those of the relation around them

    # ---- text ----

    def source(self, begin, end):
        return self.bytes[begin:end].decode("utf-8")

    def span(self, cursor):
        return cursor.extent.start.offset, cursor.extent.end.offset

    def words(self, cursor):
        text = " ".join(self.source(*self.span(cursor)).split())
        text = re.sub(r"\(\{ ecc_status " + TRY + r" = \((.*?)\); if \(" + TRY + r"\).*?\}\)", r"TRY(\1)", text)
        return text if len(text) <= 90 else text[:87] + "..."

    def put(self, begin, end, before, after):
        """Text around [begin, end): inside what goes around more of it."""
        width = end - begin
        self.edits.append((begin, (1, -width, len(self.edits)), begin, before))
        self.edits.append((end, (0, width, -len(self.edits)), end, after))

    def replace(self, begin, end, text):
        self.edits.append((begin, (2, 0, 0), end, text))

    def rewritten(self):
        out, at = ['#include "mutant.h"\n'], 0
        for where, _, end, text in sorted(self.edits, key=lambda e: (e[0], e[1])):
            if where < at:
                raise ValueError(f"{self.path}: two changes of one text at {where}")
            out += [self.source(at, where), text]
            at = end
        return "".join(out) + self.source(at, len(self.bytes))

    # ---- mutants ----

    def add(self, cursor, sort, what):
        key = (self.function, sort, what)
        self.counts[key] = self.counts.get(key, 0) + 1
        if self.counts[key] > 1:
            what += f" ({self.counts[key]})"
        mutant = Mutant(self.number, self.path, cursor.extent.start.line, self.function, sort, what)
        self.mutants.append(mutant)
        self.number += 1
        return f"ecc_mutant({mutant.number})"

    def operator(self, cursor):
        """The text of a binary operator and where it stands: between its operands. None inside of macros."""
        left, right = list(cursor.get_children())
        begin, end = self.span(left)[1], self.span(right)[0]
        match = re.fullmatch(rb"(\s*)([-+*/%&|^<>=!]+)\s*", self.bytes[begin:end])
        if match is None or self.span(cursor) != (self.span(left)[0], self.span(right)[1]):
            return None
        return match.group(2).decode(), begin, end

    def binary(self, cursor):
        found = self.operator(cursor)
        if found is None:
            return
        op, begin, end = found
        if op in ORDER:
            self.same_again(op, list(cursor.get_children())[1])
            self.choose(cursor, begin, end, "relation", ORDER[op], op)
        elif op in ("&&", "||"):
            self.logical(cursor, op, begin, end)
        elif op in ARITHMETIC and not self.both_pointers(cursor):
            self.choose(cursor, begin, end, "arithmetic", (ARITHMETIC[op],), op)

    def same_again(self, op, right):
        """`n < 1` is what `n <= 0` already asks, of whole numbers: no mutant of its own."""
        goes_down = self.source(*self.span(right)) == "1"
        if right.kind == CursorKind.INTEGER_LITERAL and op in (("<=", ">") if goes_down else ("<", ">=")):
            self.skipped.add(self.span(right))

    def both_pointers(self, cursor):
        return all(c.type.get_canonical().kind == TypeKind.POINTER for c in cursor.get_children())

    def choose(self, cursor, begin, end, sort, options, op):
        words = self.words(cursor)
        tests = "".join(f"{self.add(cursor, sort, f'{words} | {op} -> {o}')} ? x_ {o} y_ : " for o in options)
        self.put(*self.span(cursor), "({ __auto_type x_ = (", f"); {tests}x_ {op} y_; }})")
        self.replace(begin, end, "); __auto_type y_ = (")

    def logical(self, cursor, op, begin, end):
        words, other = self.words(cursor), "||" if op == "&&" else "&&"
        swap = self.add(cursor, "logical", f"{words} | {op} -> {other}")
        right = self.add(cursor, "logical", f"{words} | left of {op} left out")
        left = self.add(cursor, "logical", f"{words} | right of {op} left out")
        first, go, stay = (f"{right} ||", "x_", "!x_") if op == "&&" else (f"!{right} &&", "!x_", "x_")
        self.put(*self.span(cursor), f"({{ _Bool x_ = {first} (",
                 "); } r_; })")
        self.replace(begin, end, f"); _Bool r_ = x_; if (({swap} ? {stay} : {go}) && !{left}) {{ r_ = (")

    def unary(self, cursor):
        begin, end = self.span(cursor)
        text, words = self.source(begin, end), self.words(cursor)
        if text.startswith("!"):
            self.put(begin, end, f"({self.add(cursor, 'negation', f'{words} | ! left out')} ^ ", ")")
        elif text[:1] in "-~" and not text.startswith("--"):
            choice = self.add(cursor, "negation", f"{words} | {text[0]} left out")
            self.replace(begin, begin + 1, "")
            self.put(begin, end, "({ __auto_type x_ = (", f"); {choice} ? x_ : {text[0]}x_; }})")
        elif text.startswith(("++", "--")) or text.endswith(("++", "--")):
            prefix = text.startswith(("++", "--"))
            op, name = (text[:2], text[2:]) if prefix else (text[-2:], text[:-2])
            if re.fullmatch(r"[\w.>-]+", name):
                other = "--" if op == "++" else "++"
                mutated = other + name if prefix else name + other
                self.put(begin, end, f"({self.add(cursor, 'arithmetic', f'{words} | {op} -> {other}')} ? {mutated} : ", ")")

    def compound(self, cursor):
        found = self.operator(cursor)
        op = found[0][:-1] if found else None
        if op in ARITHMETIC and not self.both_pointers(cursor):
            choice = self.add(cursor, "arithmetic", f"{self.words(cursor)} | {op}= -> {ARITHMETIC[op]}=")
            self.put(*self.span(cursor), "({ __auto_type p_ = &(",
                     f"); {choice} ? (*p_ {ARITHMETIC[op]}= y_) : (*p_ {op}= y_); }})")
            self.replace(*found[1:], "); __auto_type y_ = (")

    def condition(self, cursor):
        """One that is no operator, which mutates by itself: the opposite."""
        begin, end = self.span(cursor)
        text = self.source(begin, end)
        plain = cursor
        while plain.kind in (CursorKind.PAREN_EXPR, CursorKind.UNEXPOSED_EXPR) and len(list(plain.get_children())) == 1:
            plain = next(plain.get_children())
        mutates = plain.kind == CursorKind.BINARY_OPERATOR and self.operator(plain)
        if not mutates and not text.startswith("!") and TRY not in text:
            self.put(begin, end, f"({self.add(cursor, 'negation', f'{self.words(cursor)} | as a condition, negated')} ^ !!(", "))")

    def literal(self, cursor):
        begin, end = self.span(cursor)
        text = self.source(begin, end)
        if text in ("true", "false"):
            other = "false" if text == "true" else "true"
        elif re.fullmatch(r"[0-9]+", text) and (begin, end) not in self.skipped:
            other = "0" if text == "1" else str(int(text) + 1)
        else:
            return
        line = " ".join(self.text.splitlines()[cursor.extent.start.line - 1].split())
        self.replace(begin, end, f"({self.add(cursor, 'constant', f'{self.shown(line)} | {text} -> {other}')} ? {other} : {text})")

    def shown(self, line):
        line = re.sub(r"\(\{ ecc_status " + TRY + r" = \(", "TRY(", line)
        line = re.sub(r"\); if \(" + TRY + r"\).*", ");", line)
        return line if len(line) <= 90 else line[:87] + "..."

    def name(self, cursor):
        begin, end = self.span(cursor)
        if self.source(begin, end) != cursor.spelling:
            return
        line = self.shown(" ".join(self.text.splitlines()[cursor.extent.start.line - 1].split()))
        if cursor.spelling in TRUTHS:
            others = [t for t in TRUTHS if t != cursor.spelling]
            tests = "".join(f"{self.add(cursor, 'truth', f'{line} | {cursor.spelling} -> {o}')} ? {o} : " for o in others)
            self.replace(begin, end, f"({tests}{cursor.spelling})")
        elif cursor.spelling in OTHER_CALL and cursor.type.get_canonical().kind == TypeKind.FUNCTIONPROTO:
            other = OTHER_CALL[cursor.spelling]
            self.replace(begin, end, f"({self.add(cursor, 'call', f'{line} | {cursor.spelling} -> {other}')} ? "
                                     f"{other} : {cursor.spelling})")

    def statement(self, cursor):
        begin, end = self.span(cursor)
        is_assignment = cursor.kind == CursorKind.BINARY_OPERATOR and (self.operator(cursor) or " ")[0] == "="
        if (cursor.kind in STATEMENTS or is_assignment) and self.bytes[end:end + 1] == b";":
            choice = self.add(cursor, "statement", f"{self.words(cursor)}; | left out")
            self.put(begin, end + 1, f"if (!{choice}) {{ ", " }")

    # ---- the walk ----

    def walk(self, cursor):
        kind = cursor.kind
        if self.in_macro(cursor) or kind in (CursorKind.STRUCT_DECL, CursorKind.ENUM_DECL, CursorKind.UNION_DECL,
                                             CursorKind.CXX_UNARY_EXPR):
            return
        children = list(cursor.get_children())
        if kind == CursorKind.VAR_DECL:
            children = self.initialiser(cursor, children)
        elif kind == CursorKind.CASE_STMT:
            children = children[1:]
        elif kind == CursorKind.INIT_LIST_EXPR:
            children = [c for c in children if not self.is_index(c)]
        elif kind == CursorKind.BINARY_OPERATOR and len(children) == 2:
            self.binary(cursor)
        elif kind == CursorKind.COMPOUND_ASSIGNMENT_OPERATOR:
            self.compound(cursor)
        elif kind == CursorKind.UNARY_OPERATOR:
            self.unary(cursor)
        elif kind == CursorKind.INTEGER_LITERAL:
            self.literal(cursor)
        elif kind == CursorKind.DECL_REF_EXPR:
            self.name(cursor)
        elif kind in (CursorKind.COMPOUND_STMT, CursorKind.CASE_STMT, CursorKind.DEFAULT_STMT):
            for child in children:
                self.statement(child)
        if self.asks_for_memory(cursor, children):
            children = children[1:]
        elif kind in CONDITIONS and len(children) > CONDITIONS[kind]:
            self.condition(children[CONDITIONS[kind]])
        for child in children:
            self.walk(child)

    def asks_for_memory(self, cursor, children):
        answers = [self.source(*self.span(c)).strip("{}\n ;") for c in children[1:]]
        return (cursor.kind == CursorKind.IF_STMT and answers[0] == "return ECC_E_NOMEM") or (
            cursor.kind == CursorKind.CONDITIONAL_OPERATOR and "ECC_E_NOMEM" in answers)

    def initialiser(self, cursor, children):
        """What is evaluated when a variable begins: nothing of a static one, and no size of an array."""
        text = self.source(*self.span(cursor))
        equals = text.find("=")
        if cursor.storage_class == StorageClass.STATIC or equals < 0:
            return []
        begin = self.span(cursor)[0] + len(text[:equals].encode())
        children = [c for c in children if self.span(c)[0] > begin]
        if cursor.spelling == TRY and len(children) == 1:
            choice = self.add(cursor, "statement", f"TRY({self.words(children[0]).strip('()')}) | left out")
            self.put(*self.span(children[0]), f"{choice} ? ECC_OK : ", "")
        return children

    def is_index(self, cursor):
        """[0] of an initialiser."""
        return re.match(rb"\s*\]\s*=", self.bytes[self.span(cursor)[1]:]) is not None

    def in_macro(self, cursor):
        begin, end = self.span(cursor)
        return any(b <= begin < e and not (begin == b and end == e and (b, e) in self.names) and (b, e) not in self.names
                   for b, e in self.macros)

    def find(self, arguments):
        unit = Index.create().parse(self.path, args=arguments, unsaved_files=[(self.path, self.text)],
                                    options=TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
        wrong = [str(d) for d in unit.diagnostics if d.severity >= 3]
        if wrong:
            raise SystemExit("\n".join([f"clang cannot read {self.path}:", *wrong]))
        own = [c for c in unit.cursor.get_children()
               if c.location.file is not None and c.location.file.name == self.path]
        spans = [self.span(c) for c in own if c.kind == CursorKind.MACRO_INSTANTIATION]
        self.macros = set(spans)
        self.names = {(b, e) for b, e in spans if b"(" not in self.bytes[b:e]}
        for cursor in own:
            if cursor.kind == CursorKind.FUNCTION_DECL and cursor.is_definition():
                self.function = cursor.spelling
                body = list(cursor.get_children())[-1]
                self.walk(body)


def set_library(path):
    if path:
        Config.set_library_file(path)
