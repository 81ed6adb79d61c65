"""What nobody means: values, headers and bodies."""

# As bytes where they are no text: percent-encoded in an address, as they are in a form.
VALUES: list[str | bytes] = [
    "", " ", "0", "-1", "1", "2", "1.5", "1,2,3", "007", "+1", "1e309", "NaN", "Infinity", "-0", "１", "٣", "½",
    "99999", "2147483648", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 4500,
    "x", "None", "null", "true", "on", "[]", "{}", "[1", '{"a": 1}', "[[[[", "\x7f", "\u200b", "\u202e", "\ufeff", "\uffff",
    "(", "((((", "(a+)+$", "%", "%%", "%s", "%00", "_", "\\", "'", '"', "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7 }}",
    "海棠🌸", "e\u0301" * 50, "x" * 3000, "长" * 1000, "a b " * 150, "../../etc/passwd", "~abc", "//evil.example/", "javascript:1",
    "\r\nX-Odd: 1", "a\nb", "\t", b"\x00", b"a\x00b", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"%\xe4",
    "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "2026-11-28", "0000-00-00", "2026-1", "9999-12", "0001-01",
    "2026-11-28T10:00", "9999-12-31T23:59", "0001-01-01T00:00", "2026-11-28T10:00:00+99:99", "2026-11-28 10:00+08:00",
    "10:00", "24:00", "25:61", "00:00", "2026-W48", "1970-01-01T00:00:00Z",
    "accounts.person", "person", "id", "pk", "__class__", "password", "phone", "a.b.c", "a__b__c", "-", ".", "..", "1.-2.99",
    "+8613800138000", "13800138000", "someone@example.org", "@", "a@" + "b" * 300 + ".c",
]  # fmt: skip
LOOKUPS = [
    "", "__exact", "__iexact", "__contains", "__icontains", "__startswith", "__istartswith", "__endswith", "__regex", "__iregex",
    "__gt", "__gte", "__lt", "__lte", "__in", "__range", "__isnull", "__year", "__month", "__day", "__week_day", "__date",
    "__date__year", "__time", "__hour", "__overlap", "__contained_by", "__len", "__0", "__99999999999999999999", "__id__exact",
    "__startswith__lte", "__fully_lt", "__isempty", "__upper_inf", "__search", "__unaccent", "__x", "__pk", "__", "__has_key",
]  # fmt: skip
OF_ADMIN = [
    "q", "p", "o", "e", "all", "_popup", "_to_field", "_changelist_filters", "_facets", "_source_model", "term", "app_label",
    "model_name", "field_name", "page", "s", "next", "level", "_save", "_addanother", "_continue", "_saveasnew", "action",
    "_selected_action", "select_across", "index", "post", "search", "form-TOTAL_FORMS", "form-INITIAL_FORMS", "form-0-id",
    "csrfmiddlewaretoken", "extended", "signs_in", "act", "",
]  # fmt: skip
METHODS = (
    ["GET"] * 9
    + ["POST"] * 9
    + ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW", "get", "G ET"]
)
HEADERS: list[dict[str, str]] = [
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "localhost:99999999"},
    {"HTTP_HOST": "[::1"},
    {"HTTP_HOST": "a b"},
    {"HTTP_HOST": ""},
    {"HTTP_REFERER": "http://testserver/admin/\x00"},
    {"HTTP_REFERER": "http://[::1/"},
    {"HTTP_REFERER": "http://testserver//evil.example/%00"},
    {"HTTP_USER_AGENT": "x" * 5000},
    {"HTTP_USER_AGENT": "a\x00b"},
    {"HTTP_USER_AGENT": "\xff\xfe"},
    {"HTTP_X_FORWARDED_FOR": "not an address, \x00"},
    {"HTTP_X_FORWARDED_PROTO": "gopher"},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 3000},
    {"HTTP_ACCEPT": "\xff;q=9"},
    {"HTTP_IF_MODIFIED_SINCE": "Tue, 99 Nov 99999 99:99:99 GMT"},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 31 Dec 0000 23:59:59 GMT"},
    {"HTTP_IF_NONE_MATCH": '"' * 99},
    {"HTTP_RANGE": "bytes=9-1,-0,x"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::1/"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "\xff", "HTTP_HX_TRIGGERING_EVENT": "{"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "%ff", "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_AUTHORIZATION": "Basic \xff"},
    {"HTTP_ORIGIN": "null"},
    {"CONTENT_LENGTH": "x"},
    {"CONTENT_LENGTH": "-5"},
    {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=utf-7"},
    {"CONTENT_TYPE": "multipart/form-data; charset=undefined; boundary=x"},
    {"CONTENT_TYPE": "multipart/form-data"},
    {"CONTENT_TYPE": "multipart/form-data; boundary=\xff"},
    {"CONTENT_TYPE": "text/plain; charset=unicode_escape"},
    {"CONTENT_TYPE": "\x00"},
]
COOKIES = [
    "care=9-9", "care=\xff\xfe-1", 'care="\\000"', "django_language=\xff", "language=en; care=1-3", "messages=x:y:z", "messages=W10",
    "csrftoken=\xe4", "sessionid=x", 'sessionid="a\\000bcdefgh"', "sessionid=" + "a" * 4000, "=;=;=", "a" * 5000,
]  # fmt: skip
# Bodies that are none, with their content types.
BODIES: list[tuple[bytes, str]] = [
    (b"", "application/x-www-form-urlencoded"),
    (b"%", "application/x-www-form-urlencoded"),
    (b"a=\xff&b=%00&%ff=1", "application/x-www-form-urlencoded"),
    (b"&".join(b"f%d=1" % n for n in range(1200)), "application/x-www-form-urlencoded"),
    (b"a=" + b"x" * 2_200_000, "application/x-www-form-urlencoded"),
    (b"a=1", "application/x-www-form-urlencoded; charset=utf-16"),
    (b'{"credential": "\\ud800"}', "application/json"),
    (b"{", "application/json"),
    (b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data; name=\"a\x00\"\r\n\r\n1\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n\xff\xed\xa0\x80\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data; name=\"cover\"; filename=\"a\x00.png\"\r\n\r\n1\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"\xff\xfe/../..\"\r\nContent-Type: \xff\r\n\r\n1\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"\x00\x01\x02", "application/octet-stream"),
]  # fmt: skip
