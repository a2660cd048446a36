"""What is secret by its name, in any writing; what only sounds so; and how texts are shown that hold such names."""

import pytest

from kaizala_nb.serving.secrecy import MASK, in_address, in_header, in_query, in_script, in_text, is_secret, is_telling
from tests.patience import bounded

_SECRET = """
token accessToken access_token access-token ACCESS_TOKEN AccessToken accesstoken refreshToken authToken auth-token x-auth-token
csrfToken X-CSRF-Token bot-access-token idToken id_token token2 callBackToken tokens accessTokens
secret client_secret clientSecret applicationSecret application-secret SECRET secretValue userSecret
password Password PASSWORD userPassword user_password password-hash newpassword passwd pwd dbPwd passphrase user_pass passcode
pin PIN new-pin userPin pin_code pinCode otp
apiKey api_key api-key apikey APIKey APIKEY x-api-key X-API-Key X-Api-Key xApiKey Ocp-Apim-Subscription-Key X-Emulator-Key
accessKey access_key secretKey privateKey private_key signing_key sharedKey sessionKey
Authorization authorization AUTHORIZATION Proxy-Authorization auth authHeader basic_auth jwt JWT userJwt bearer bearer-token
sessionId session Session session_id session-id SessionID JSESSIONID PHPSESSID_sessid cookie Cookie Set-Cookie credential
credentials signature X-Hub-Signature sig code_verifier client_assertion
auth-code x-functions-key app_key DD-APPLICATION-KEY serverKey admin_key licenseKey licence_key developerKey integration_key
listenKey aes_key sasUrl sas_uri sas cardSecurityCode verification_code recoveryCode totp _csrf xsrf cvv cvc psk skey
dbpass userpass PHPSESSID
пароль парольПользователя Contraseña senha_do_usuario 密码 用户密码 パスワード 비밀번호 contrasena
"""
_INNOCENT = """
author authors authority authenticated authentication co-author token_type tokenType tokens_left tokensLeft max_tokens total_tokens
accessTokenExpiry refreshTokenExpiry token_expires_in tokenEndpoint token_url passwordHint password_policy password_length
pinned unpinned pinning spin shopping opinion pinCount keyboard key keys keyword monkey publicKey public_key primaryKey groupKey
secretary secretariat secretName sessions user_session passenger passed passport compass bypass cookieName cookie_policy tokenizer
api apiVersion apiUrl x-api-version id groupId name value message errorCode code type status Content-Type Accept signatureVersion
assignee assignedTo signed authType authorization_url credentialsUrl
baseTokenAmount sla-pass-log-period tokenize tokenized showPassword has_password is_secret Access-Control-Allow-Credentials
password_requires_numeric event_auth_algo sc.SignatureStandard TOKEN_SERVICE addTokenTo authorization_id credentialID sort_key
office_bearers signatories login_hint design insight sideEffectType second section cardinality postalCode секретарь
"""


@pytest.mark.parametrize("name", [*_SECRET.split(), "my token", "User password", "API key", "Session id", "ｔｏｋｅｎ"])
def test_a_secret_is_one_in_any_writing(name):
    assert is_secret(name)


@pytest.mark.parametrize(
    "name", [*_INNOCENT.split(), "", "_", "Token of which group", "Who knows the pin of Ann", "Who is the author"]
)
def test_what_only_sounds_secret_is_shown(name):
    assert not is_secret(name)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Authorization", "Bearer abc.def", f"Bearer {MASK}"),
        ("authorization", "basic YTpi", f"basic {MASK}"),
        ("AUTHORIZATION", "abc", MASK),
        ("Authorization", "AWS4-HMAC-SHA256 Credential=a, Signature=b", f"AWS4-HMAC-SHA256 {MASK}"),
        ("Authorization", "Bearer {{access-token}}", "Bearer {{access-token}}"),
        ("Authorization", "Bearer {{access-token}}x", f"Bearer {MASK}"),
        ("X-Api-Key", "a", MASK),
        ("Cookie", "a=b; c=d", MASK),
        ("X-Forwarded", "Bearer abc", f"Bearer {MASK}"),
        ("X-Plan", "Basic subscription", "Basic subscription"),
        ("X-Author", "Ann", "Ann"),
        ("Authorization", "", ""),
    ],
)
def test_of_a_header_the_way_of_signing_in_is_left(name, value, shown):
    assert in_header(name, value) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"password": "hu\\"nter2", "pin": 1234, "a": 1}', f'{{"password": "{MASK}", "pin": {MASK}, "a": 1}}'),
        ("{'pin':'1234', token: abc, a:'b'}", f"{{'pin':'{MASK}', token: {MASK}, a:'b'}}"),
        ('{"token": "{{access-token}}"}', '{"token": "{{access-token}}"}'),
        ('{"token": null, "secret": true, "pin": ""}', '{"token": null, "secret": true, "pin": ""}'),
        ('{"inner": "{\\"password\\": \\"abc\\"}"}', f'{{"inner": "{{\\"password\\": \\"{MASK}\\"}}"}}'),
        ('{"token_type": "Bearer", "author": "Ann"}', '{"token_type": "Bearer", "author": "Ann"}'),
        (
            "<a><password x='1'>abc d</password><b token='abc'/></a>",
            f"<a><password x='1'>{MASK}</password><b token='{MASK}'/></a>",
        ),
        ("Authorization: Bearer abc.def\nX: y", f"Authorization: Bearer {MASK}\nX: y"),
        ("with Bearer abcdef0123456789, it went", f"with Bearer {MASK}, it went"),
        ("the bearer of news", "the bearer of news"),
        ('password = "never ends', f'password = "{MASK}'),
    ],
)
def test_of_a_text_what_stands_beside_such_a_name_is_hidden(text, shown):
    assert in_text(text) == shown


def test_a_key_in_a_query_is_known_by_its_value():
    """``key`` is the name of a sort order as well."""
    query = "key=AIzaSyD-0123456789&key=title&code=DE&code=0a1b2c3d4e5f6a7b8c9d=="
    assert in_query(query) == f"key={MASK}&key=title&code=DE&code={MASK}"
    assert in_query("key=HARDQ-111111&appid=HARDAPP-22222") == f"key={MASK}&appid={MASK}"
    harmless = "key={{key}}&key=published-in-the-year&key=PROJ-123&appid=730&appid={{appid}}&code=HARDQ-111111"
    assert in_query(harmless) == harmless


def test_addresses_and_forms_hide_theirs():
    assert in_query("token=a&x=1&t%6Fken=b&api_key=&pin=1") == f"token={MASK}&x=1&t%6Fken={MASK}&api_key=&pin={MASK}"
    assert in_address("https://me:pw@host/pin=1?sig=a&b=c") == f"https://me:{MASK}@host/pin=1?sig={MASK}&b=c"
    assert in_address("/v1/x?token={{access-token}}") == "/v1/x?token={{access-token}}"


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("pm.environment.set('apiToken', 'abc');", f"pm.environment.set('apiToken', '{MASK}');"),
        (
            "pm.expect(pm.response.json().accessToken).to.eql(`abc`)",
            f"pm.expect(pm.response.json().accessToken).to.eql(`{MASK}`)",
        ),
        ('if (token === "abc") {}', f'if (token === "{MASK}") {{}}'),
        ("const password = 'abc', o = {pin: '1'}", f"const password = '{MASK}', o = {{pin: '{MASK}'}}"),
        ("pm.variables.set('password', '{{password}}')", "pm.variables.set('password', '{{password}}')"),
        (
            "pm.expect(json.title).to.eql('Emma'); set('book', '1')",
            "pm.expect(json.title).to.eql('Emma'); set('book', '1')",
        ),
    ],
)
def test_a_script_shows_no_secret_that_it_sets_or_compares(script, shown):
    assert in_script(script) == shown


def test_only_a_text_like_no_other_is_looked_for_everywhere():
    words = ["string", "password", "<token 1>", "{{token1}}", "a1", "2026-11-27", "correct horse 1"]
    assert list(filter(is_telling, [*words, "S3cret-of-mine"])) == ["S3cret-of-mine"]


@pytest.mark.parametrize(
    "odd",
    [
        ".a",
        "a.b",
        "'a',",
        "'a','",
        "a=",
        "a==='",
        "token).a(",
        "token:'",
        "a:",
        "<token>",
        "<a ",
        "bearer ",
        '\\"',
        "token:{{",
        'pin:"\\',
        "token:bearer ",
        "{{",
    ],
)
def test_long_odd_texts_are_looked_through_to_their_end(odd):
    assert isinstance(
        in_script(odd * 50_000), str
    )  # and in_text: where it took the square of the time, this would not end


@pytest.mark.parametrize("odd", ["a", "a.", "A", "://a:", "a://", "a=b&", "?a", "/", "://a:b@"])
def test_long_odd_addresses_are_looked_through_to_their_end(odd):
    assert isinstance(in_address(odd * 50_000), str)


# -- each word counts: without it, one of these would be shown, or hidden for nothing ---------------------------------

_ALONE = """
secrets clientSecrets client_secrets apikeys authkey authorisation cookies encryptionkey hmac kennwort passkey passwords passwort
pins pw db_pw
"""
_RUN_TOGETHER = """
clientsecret CLIENTSECRET appsecret client_appsecret myapikey awsaccesskey awssecretkey rsaprivatekey dbpasswd dbpwd userjwt
"""
_OF_TWO_WORDS = """
account_key accountKey api_keys auth_key client_key clientKey connection_string encryption_key functions_key master_key mfa_code
pass_code pass_phrase pass_word passWord sess_id webhook_key
"""
_SAYS_WHAT_OF_IT = """
type types kind format version algorithm algo standard method mode scope scopes issuer audience permissions status state
error errors url uri endpoint host server service provider page path to name names username user users email label title hint
help policy rules expiry expires expiration expire expired at in from until date time timestamp created updated lifetime ttl
age days hours period minutes seconds length size amount limit limits count counts number left used remaining total enabled
disabled required valid needed validity
"""
_COUNTS_TOKENS = "max min total prompt completion input output used remaining num number count cached"


@pytest.mark.parametrize("name", f"{_ALONE} {_RUN_TOGETHER} {_OF_TWO_WORDS}".split())
def test_each_word_for_a_secret_counts(name):
    assert is_secret(name)
    assert in_query(f"{name}=abc&x=1") == f"{name}={MASK}&x=1"


@pytest.mark.parametrize(
    "name",
    [
        *(f"token_{word}" for word in _SAYS_WHAT_OF_IT.split()),
        *(f"{word}_tokens" for word in _COUNTS_TOKENS.split()),
    ],
)
def test_what_is_only_about_a_secret_is_shown(name):
    assert not is_secret(name)
    assert in_query(f"{name}=abc") == f"{name}=abc"


def test_the_time_for_a_long_address_grows_as_it_does():
    with bounded():
        assert in_address("http://h/" + "p" * 200_000) == "http://h/" + "p" * 200_000
    assert "word" not in in_address("vnd.some-program+one://me:word@h/" + "p" * 9)
