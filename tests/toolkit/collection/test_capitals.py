"""Names that are written as one word, with capitals inside."""

import pytest

from kaizala_nb.toolkit.collection.slugs import Slugs


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("getUserById", "get_user_by_id"),
        ("POST HTTPServer2Go", "post_http_server2_go"),
        ("CREATE user", "create_user"),
        ("getPDF", "get_pdf"),
        ("GETUsers", "get_users"),
        ("APIKeys", "api_keys"),
        ("getAUser", "get_a_user"),
        ("v1Users", "v1_users"),
        ("S3Bucket", "s3_bucket"),
        ("3DSecure", "_3d_secure"),
        ("H2O", "h2o"),
        ("userID2", "user_id2"),
        ("petIDs", "pet_ids"),
        ("getIDsByName", "get_ids_by_name"),
        ("APIs", "apis"),
        ("OAuth2Token", "oauth2_token"),
        ("oAuth 2", "oauth_2"),
        ("GitHub login", "github_login"),
        ("getIPv6Address", "get_ipv6_address"),
        ("VMware Backup", "vmware_backup"),
        ("iOSDevices", "ios_devices"),
        ("eBay", "ebay"),
        ("xRequestId", "x_request_id"),
        ("add FoP", "add_fop"),
        ("DoSQL", "do_sql"),
        ("{{baseUrl}}/getÉcole", "base_url_get_ecole"),
    ],
)
def test_a_name_with_capitals_inside_is_split_into_its_words(name, slug):
    assert Slugs("").new(name) == slug


def test_names_that_are_the_same_once_they_are_split_are_numbered():
    slugs = Slugs("")
    assert [slugs.new(name) for name in ("Get pets", "getPets", "GetPets")] == ["get_pets", "get_pets_2", "get_pets_3"]


def test_a_long_name_is_cut_without_an_underscore_at_its_end():
    assert Slugs("").new(f"{'x' * 59} and more") == "x" * 59
