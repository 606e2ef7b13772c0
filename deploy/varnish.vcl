# Varnish in front of Hemicycle: feeds and embeds from memory, everything else from the application.
#
# Replace the two hosts by yours, and start it with its own handling of gzip off, for ours has brotli as well:
#   varnishd -a :6081 -f /etc/hemicycle/varnish.vcl -p http_gzip_support=off -s malloc,1g
# TLS ends in front of it (hitch, nginx, a load balancer), which leads http to https and sets X-Forwarded-Proto, taking
# out what a reader says of it. Let the application purge: PURGE_URL=http://127.0.0.1:6081/, on every host.

vcl 4.1;

import std;

backend hemicycle {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 1s;
    .first_byte_timeout = 35s; # a change may wait half a minute for the database
    .probe = {
        .request =
            "HEAD /robots.txt HTTP/1.1"
            "Host: parliament.example"
            "X-Forwarded-Proto: https"
            "Connection: close";
        .interval = 2s;
        .timeout = 2s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(405, "Not for you"));
        }
        if (!req.http.Surrogate-Key) {
            return (purge); # one address, in every coding
        }
        if (req.http.Surrogate-Key !~ "^[A-Za-z0-9:_-]+( [A-Za-z0-9:_-]+)*$") {
            return (synth(400, "Not keys"));
        }
        # A ban, so that what is kept goes with all that might have been given in its place.
        if (std.ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, " ", "|") + ")(\s|$)")) {
            return (synth(200, "Purged"));
        }
        return (synth(400, std.ban_error()));
    }

    set req.http.Host = std.tolower(req.http.Host);
    if (req.http.Host != "parliament.example" && req.http.Host != "embed.parliament.example") {
        return (synth(421, "Misdirected Request"));
    }

    # A reader may claim what he likes.
    unset req.http.X-Forwarded-Host;
    unset req.http.X-Forwarded-Port;
    unset req.http.Forwarded;
    if (req.restarts == 0) {
        unset req.http.Hemicycle-Published;
        unset req.http.Hemicycle-Stale;
    }

    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }

    # A query string of an embed is led to the address that says the same.
    if (req.http.Host == "embed.parliament.example" && req.url ~ "^/e/[^?]*\?") {
        return (pass);
    }

    # What is published is the same for everybody: no cookies, no query strings, three codings. A stream's own page, whose
    # address ends with a slash, is one of the pages.
    if (req.url ~ "^/[a-z-]+/feeds/[^?]+/[^/?]+(\?|$)" || (req.http.Host == "embed.parliament.example" && req.url ~ "^/(e|cards|chapters)/")) {
        set req.http.Hemicycle-Published = "yes";
        set req.url = regsub(req.url, "\?.*$", "");
        unset req.http.Cookie;
        unset req.http.Authorization;
        call coding;
        call patience;
        return (hash);
    }

    # Pages, the desk, the API, and media, of which the application knows who may see them.
    return (pass);
}

# Ask for the smallest coding that a reader takes, in one spelling.
sub coding {
    if (req.http.Accept-Encoding ~ "(?i)(^|[, ])br *(,|$|; *q *= *(1|0\.0*[1-9]))") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "(?i)(^|[, ])gzip *(,|$|; *q *= *(1|0\.0*[1-9]))") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
}

# While the application answers, what is no longer fresh is given as long as "stale-while-revalidate" says; when it
# does not, as long as "stale-if-error" says, which is how long things are kept.
sub patience {
    if (req.http.Hemicycle-Stale || !std.healthy(req.backend_hint)) {
        set req.grace = 1d;
    } else {
        set req.grace = 600s;
    }
}

sub vcl_hit {
    # What was being written anew when it was kept says so, and is asked for again at once.
    if (obj.ttl <= 0s && obj.http.Cache-Control !~ "stale-while-revalidate"
        && !req.http.Hemicycle-Stale && std.healthy(req.backend_hint)) {
        set req.hash_always_miss = true;
        return (restart);
    }
}

sub vcl_backend_fetch {
    unset bereq.http.Hemicycle-Published;
    unset bereq.http.Hemicycle-Stale;
}

sub vcl_backend_response {
    if (bereq.uncacheable) {
        return (deliver);
    }
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    if (beresp.http.Cache-Control !~ "public" || beresp.http.Set-Cookie) {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    set beresp.grace = 0s;
    if (beresp.http.Cache-Control ~ "stale-if-error=[0-9]+") {
        set beresp.grace = std.duration(
            regsub(beresp.http.Cache-Control, "^.*stale-if-error=([0-9]+).*$", "\1s"), 0s);
    }
    return (deliver);
}

sub vcl_deliver {
    if (resp.status >= 500 && req.http.Hemicycle-Published && !req.http.Hemicycle-Stale) {
        # Look once more, for something older.
        set req.http.Hemicycle-Stale = "yes";
        set req.hash_always_miss = false;
        return (restart);
    }
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
