-- decoded_url(text) · version 1
--
-- One text, with escapes such as %2F decoded.
--
-- Rules
-- 1. A text is left as it is if what it escapes is not UTF-8, as in %FF.
create or replace macro decoded_url(text) as coalesce(
    try(url_decode(text)),
    text
);

comment on macro decoded_url is -- noqa: PRS
'A text with escapes such as %2F decoded, unless they are not UTF-8';
