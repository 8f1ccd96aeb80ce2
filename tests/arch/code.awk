# SPDX-License-Identifier: Apache-2.0
# A C file without its comments, strings and characters, as "file:line:code" lines. #include lines keep
# what they name.
function emit(text) { printf "%s:%d:%s\n", FILENAME, FNR, text }
FNR == 1 { inside = 0 }
/^[ \t]*#[ \t]*include/ && !inside { emit($0); next }
{
    line = $0
    out = ""
    while (length(line) > 0) {
        if (inside) {
            at = index(line, "*/")
            if (at == 0) { line = ""; break }
            line = substr(line, at + 2)
            inside = 0
            continue
        }
        if (match(line, /^"([^"\\]|\\.)*"/)) { out = out "\"\""; line = substr(line, RLENGTH + 1); continue }
        if (match(line, /^'([^'\\]|\\.)*'/)) { out = out "' '"; line = substr(line, RLENGTH + 1); continue }
        if (substr(line, 1, 2) == "//") { break }
        if (substr(line, 1, 2) == "/*") { inside = 1; line = substr(line, 3); continue }
        out = out substr(line, 1, 1)
        line = substr(line, 2)
    }
    if (out ~ /[^ \t]/) { emit(out) }
}
