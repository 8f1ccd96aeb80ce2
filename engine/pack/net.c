/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl by way of dlopen(). Only its header is needed to build. */
#include "pack/net.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <string.h>

#include "base/arena.h"

#define LIBRARY   "libcurl.so.4"
#define REDIRECTS 5L
#define SLOW      100L /* [bytes/s] */
/* Unless the caller says otherwise. */
#define CONNECT_SECONDS 15
#define STALL_SECONDS   20
#define TOTAL_SECONDS   120
#define BUDGET_SECONDS  900

struct api {
    CURLcode (*global_init)(long flags);
    CURL *(*init)(void);
    CURLcode (*set)(CURL *handle, CURLoption option, ...);
    CURLcode (*perform)(CURL *handle);
    CURLcode (*info)(CURL *handle, CURLINFO info, ...);
    void (*cleanup)(CURL *handle);
    const char *(*words)(CURLcode code);
};

struct ecc_net {
    void *library;
    struct api api;
    CURL *handle;
    struct ecc_net_options options;
    curl_off_t left; /* of the budget [microseconds] */
};

/* What one transfer has brought so far. */
struct transfer {
    struct ecc_buf bytes;
    size_t max;
    bool over;
};

/* ---- Loading ------------------------------------------------------------------------------- */

/* C knows no cast from an object's address to a function's; POSIX says they look alike. */
static bool find(void *library, const char *name, void *out_function, size_t size)
{
    void *address = dlsym(library, name);
    memcpy(out_function, &address, size);
    return address != NULL;
}

static bool find_all(void *library, struct api *api)
{
    return find(library, "curl_global_init", &api->global_init, sizeof api->global_init) &&
           find(library, "curl_easy_init", &api->init, sizeof api->init) &&
           find(library, "curl_easy_setopt", &api->set, sizeof api->set) &&
           find(library, "curl_easy_perform", &api->perform, sizeof api->perform) &&
           find(library, "curl_easy_getinfo", &api->info, sizeof api->info) &&
           find(library, "curl_easy_cleanup", &api->cleanup, sizeof api->cleanup) &&
           find(library, "curl_easy_strerror", &api->words, sizeof api->words);
}

static size_t receive(char *bytes, size_t size, size_t n, void *user)
{
    struct transfer *transfer = user;
    const size_t len = size * n;
    if (len > transfer->max - transfer->bytes.len) {
        transfer->over = true;
        return 0;
    }
    ecc_buf_add(&transfer->bytes, (ecc_str){bytes, len});
    return transfer->bytes.failed ? 0 : len;
}

static long or_else(long seconds, long otherwise)
{
    return seconds > 0 ? seconds : otherwise;
}

static bool set_up(struct ecc_net *net)
{
    const struct ecc_net_options *options = &net->options;
    const struct api *api = &net->api;
    CURL *handle = net->handle;
    const long connect = or_else(options->connect_seconds, CONNECT_SECONDS);
    const long stall = or_else(options->stall_seconds, STALL_SECONDS);
    net->left = (curl_off_t)or_else(options->budget_seconds, BUDGET_SECONDS) * 1000000;
    return api->set(handle, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           api->set(handle, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           api->set(handle, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
           api->set(handle, CURLOPT_MAXREDIRS, REDIRECTS) == CURLE_OK &&
           api->set(handle, CURLOPT_CONNECTTIMEOUT, connect) == CURLE_OK &&
           api->set(handle, CURLOPT_LOW_SPEED_LIMIT, SLOW) == CURLE_OK &&
           api->set(handle, CURLOPT_LOW_SPEED_TIME, stall) == CURLE_OK &&
           api->set(handle, CURLOPT_FAILONERROR, 1L) == CURLE_OK &&
           api->set(handle, CURLOPT_USERAGENT, "ecc/" ECC_VERSION) == CURLE_OK &&
           api->set(handle, CURLOPT_WRITEFUNCTION, receive) == CURLE_OK &&
           (options->ca_file == NULL ||
            api->set(handle, CURLOPT_CAINFO, options->ca_file) == CURLE_OK) &&
           (options->ca_dir == NULL ||
            api->set(handle, CURLOPT_CAPATH, options->ca_dir) == CURLE_OK);
}

ecc_status ecc_net_open(struct ecc_arena *arena, const struct ecc_net_options *options,
                        struct ecc_net **out, struct ecc_diags *diags)
{
    struct ecc_net *net = ECC_NEW(arena, struct ecc_net);
    if (net == NULL) {
        return ECC_E_NOMEM;
    }
    *net = (struct ecc_net){.options = *options};
    net->library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (net->library != NULL && find_all(net->library, &net->api) &&
        net->api.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
        net->handle = net->api.init();
    }
    if (net->handle != NULL && set_up(net)) {
        *out = net;
        return ECC_OK;
    }
    ecc_diag_add(diags, ECC_M_trust_net_library, ecc_span_none(),
                 ECC_ARGS(ecc_arg_cstr("file", LIBRARY)));
    ecc_net_close(net);
    return ECC_E_IO;
}

/* The library stays loaded: it has threads and handlers that do not survive being taken away. */
void ecc_net_close(struct ecc_net *net)
{
    if (net != NULL && net->handle != NULL) {
        net->api.cleanup(net->handle);
        net->handle = NULL;
    }
}

/* ---- Addresses ----------------------------------------------------------------------------- */

bool ecc_net_is_url(const char *text)
{
    const ecc_str url = ecc_str_of(text);
    return ecc_str_starts(url, ECC_STR("https://")) || ecc_str_starts(url, ECC_STR("http://"));
}

static bool is_unreserved(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' || byte == '-' ||
           byte == '~' || byte == '/';
}

static void put_path(struct ecc_buf *url, ecc_str path, bool encode)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < path.len; i++) {
        const unsigned char byte = (unsigned char)path.ptr[i];
        if (!encode || is_unreserved(path.ptr[i])) {
            ecc_buf_putc(url, path.ptr[i]);
        } else {
            ecc_buf_putc(url, '%');
            ecc_buf_putc(url, hex[byte >> 4]);
            ecc_buf_putc(url, hex[byte & 15]);
        }
    }
}

/* With a NUL after its end. */
static ecc_status join(struct ecc_arena *arena, ecc_str base, ecc_str path, bool encode,
                       ecc_str *out)
{
    struct ecc_buf url;
    ecc_buf_init(&url, arena);
    ecc_buf_add(&url, base);
    if (!ecc_str_ends(base, ECC_STR("/"))) {
        ecc_buf_putc(&url, '/');
    }
    put_path(&url, path, encode);
    ecc_buf_putc(&url, '\0');
    if (url.failed) {
        return ECC_E_NOMEM;
    }
    *out = (ecc_str){ecc_buf_str(&url).ptr, ecc_buf_str(&url).len - 1};
    return ECC_OK;
}

/* ---- Fetching ------------------------------------------------------------------------------ */

/* An address as it may be shown: its start may hold a name and a password. */
static ecc_str shown(ecc_str url)
{
    for (size_t i = 0; i < url.len; i++) {
        if (url.ptr[i] == '@') {
            return ecc_str_slice(url, i + 1, url.len);
        }
    }
    return url;
}

static ecc_status tell(const struct ecc_net *net, enum ecc_message_id id, ecc_str url,
                       CURLcode code, long number, ecc_status status, struct ecc_diags *diags)
{
    ecc_diag_add(diags, id, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", shown(url)),
                          ecc_arg_cstr("reason", net->api.words(code)),
                          ecc_arg_integer("number", number)));
    return status;
}

static ecc_status judge(const struct ecc_net *net, const struct transfer *transfer, ecc_str url,
                        CURLcode code, struct ecc_diags *diags)
{
    if (transfer->bytes.failed) {
        return ECC_E_NOMEM;
    }
    if (transfer->over) {
        ecc_diag_add(diags, ECC_M_trust_too_large, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("file", shown(url)),
                              ecc_arg_integer("max", (long long)transfer->max)));
        return ECC_E_UNTRUSTED;
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return tell(net, ECC_M_trust_net_slow, url, code, 0, ECC_E_UNTRUSTED, diags);
    }
    if (code == CURLE_PARTIAL_FILE || code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR) {
        return tell(net, ECC_M_trust_net_cut, url, code, 0, ECC_E_UNTRUSTED, diags);
    }
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
        code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CERTPROBLEM) {
        return tell(net, ECC_M_trust_net_tls, url, code, 0, ECC_E_UNTRUSTED, diags);
    }
    return tell(net, ECC_M_trust_net, url, code, (long)code, ECC_E_IO, diags);
}

/* An address that began as HTTPS stays so, whatever a server redirects to. */
static CURLcode run(struct ecc_net *net, ecc_str url, struct transfer *transfer, long *out_http)
{
    const bool secure = ecc_str_starts(url, ECC_STR("https://"));
    const struct api *api = &net->api;
    const long left = (long)(net->left / 1000000);
    const long total = or_else(net->options.total_seconds, TOTAL_SECONDS);
    if (left < 1) {
        return CURLE_OPERATION_TIMEDOUT;
    }
    CURLcode code = api->set(net->handle, CURLOPT_REDIR_PROTOCOLS_STR,
                             secure ? "https" : "http,https");
    if (code == CURLE_OK) {
        code = api->set(net->handle, CURLOPT_TIMEOUT, left < total ? left : total);
    }
    if (code == CURLE_OK) {
        code = api->set(net->handle, CURLOPT_URL, url.ptr);
    }
    if (code == CURLE_OK) {
        code = api->set(net->handle, CURLOPT_WRITEDATA, transfer);
    }
    if (code == CURLE_OK) {
        code = api->perform(net->handle);
    }
    curl_off_t taken = 0;
    (void)api->info(net->handle, CURLINFO_RESPONSE_CODE, out_http);
    (void)api->info(net->handle, CURLINFO_TOTAL_TIME_T, &taken);
    net->left -= taken;
    return code;
}

ecc_status ecc_net_get(struct ecc_net *net, ecc_str base, ecc_str path, bool encode, size_t max,
                       struct ecc_arena *arena, ecc_str *out, struct ecc_diags *diags)
{
    struct transfer transfer = {.max = max};
    ecc_str url = {NULL, 0};
    long http = 0;
    TRY(join(arena, base, path, encode, &url));
    ecc_buf_init(&transfer.bytes, arena);
    const CURLcode code = run(net, url, &transfer, &http);
    if (code == CURLE_HTTP_RETURNED_ERROR && (http == 404 || http == 403 || http == 410)) {
        return ECC_E_NOT_FOUND;
    }
    if (code == CURLE_HTTP_RETURNED_ERROR || (code == CURLE_OK && http != 200)) {
        return tell(net, ECC_M_trust_net_status, url, code, http, ECC_E_IO, diags);
    }
    if (code != CURLE_OK) {
        return judge(net, &transfer, url, code, diags);
    }
    *out = ecc_buf_str(&transfer.bytes);
    return ECC_OK;
}

ecc_status ecc_net_metadata(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                            ecc_str *out, struct ecc_diags *diags)
{
    const struct ecc_net_source *source = user;
    return ecc_net_get(source->net, source->metadata, name, false, max, arena, out, diags);
}

ecc_status ecc_net_target(void *user, ecc_str path, size_t max, struct ecc_arena *arena,
                          ecc_str *out, struct ecc_diags *diags)
{
    const struct ecc_net_source *source = user;
    return ecc_net_get(source->net, source->targets, path, true, max, arena, out, diags);
}
