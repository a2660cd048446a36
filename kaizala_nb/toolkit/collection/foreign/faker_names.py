"""For each of Postman's random variables, what Faker makes in its place."""

import random
from collections.abc import Callable
from datetime import UTC
from typing import Any

from faker import Faker

Provider = Callable[[Faker], Any]

_COLUMNS = ("id", "title", "name", "email", "phone", "token", "group", "category", "password", "comment", "status")
_ENGINES = ("InnoDB", "MyISAM", "MEMORY", "CSV", "BLACKHOLE", "ARCHIVE")
_COLLATIONS = ("utf8_unicode_ci", "utf8_general_ci", "utf8_bin", "ascii_bin", "ascii_general_ci", "cp1250_bin")
_TYPES = ("int", "varchar", "text", "date", "datetime", "tinyint", "time", "timestamp", "float", "double", "boolean")
_MATERIALS = (
    "Steel",
    "Wooden",
    "Concrete",
    "Plastic",
    "Cotton",
    "Granite",
    "Rubber",
    "Metal",
    "Soft",
    "Fresh",
    "Frozen",
)
_ADJECTIVES = (
    "Small",
    "Ergonomic",
    "Rustic",
    "Intelligent",
    "Gorgeous",
    "Handcrafted",
    "Practical",
    "Sleek",
    "Awesome",
)
_PRODUCTS = (
    "Chair",
    "Car",
    "Computer",
    "Keyboard",
    "Mouse",
    "Bike",
    "Ball",
    "Gloves",
    "Pants",
    "Shirt",
    "Table",
    "Hat",
)
_DEPARTMENTS = (
    "Books",
    "Movies",
    "Music",
    "Games",
    "Electronics",
    "Home",
    "Garden",
    "Grocery",
    "Health",
    "Toys",
    "Sports",
)
_ACCOUNTS = ("Checking", "Savings", "Auto Loan", "Credit Card", "Investment", "Home Loan", "Personal Loan")
_TRANSACTIONS = ("deposit", "withdrawal", "payment", "invoice")
_VERBS = (
    "bypass",
    "hack",
    "override",
    "compress",
    "copy",
    "navigate",
    "index",
    "connect",
    "generate",
    "parse",
    "input",
)
_NOUNS = (
    "driver",
    "protocol",
    "bandwidth",
    "panel",
    "microchip",
    "program",
    "port",
    "card",
    "array",
    "interface",
    "sensor",
)
_INGVERBS = ("backing up", "hacking", "overriding", "compressing", "copying", "navigating", "indexing", "connecting")
_TECHNICAL = ("auxiliary", "primary", "back-end", "digital", "open-source", "virtual", "wireless", "online", "neural")
_SHORT = ("TCP", "HTTP", "SDD", "RAM", "GB", "CSS", "SSL", "AGP", "SQL", "FTP", "PCI", "AI", "ADP", "RSS", "XML", "EXE")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _one_of(values: tuple[str, ...]) -> Provider:
    return lambda fake: random.choice(values)  # noqa: S311  (no secret)


def _picture(kind: str) -> Provider:
    return lambda fake: f"https://loremflickr.com/640/480/{kind}".rstrip("/")


def _date(start: str, end: str) -> Provider:
    return lambda fake: fake.date_time_between(start, end, UTC).isoformat()


def _product(fake: Faker) -> str:
    return " ".join(random.choice(words) for words in (_ADJECTIVES, _MATERIALS, _PRODUCTS))  # noqa: S311


def _phrase(fake: Faker) -> str:
    verb, short, noun = (random.choice(words) for words in (_VERBS, _SHORT, _NOUNS))  # noqa: S311
    return f"Use the {random.choice(_TECHNICAL)} {short} {noun}, then you can {verb} it!"  # noqa: S311


PROVIDERS: dict[str, Provider] = {
    "$randomAbbreviation": _one_of(_SHORT),
    "$randomAbstractImage": _picture("abstract"),
    "$randomAdjective": _one_of(_TECHNICAL),
    "$randomAlphaNumeric": lambda fake: fake.bothify("?").lower() if fake.boolean() else fake.random_digit(),
    "$randomAnimalsImage": _picture("animals"),
    "$randomAvatarImage": lambda fake: f"https://avatars.example/{fake.random_int(1, 1249)}.jpg",
    "$randomBankAccount": lambda fake: fake.numerify("########"),
    "$randomBankAccountBic": lambda fake: fake.swift(),
    "$randomBankAccountIban": lambda fake: fake.iban(),
    "$randomBankAccountName": lambda fake: f"{random.choice(_ACCOUNTS)} Account",  # noqa: S311
    "$randomBitcoin": lambda fake: "1" + fake.password(33, special_chars=False),
    "$randomBs": lambda fake: fake.bs(),
    "$randomBsAdjective": _one_of(("scalable", "robust", "seamless", "virtual", "dynamic", "global", "efficient")),
    "$randomBsBuzz": _one_of(("deploy", "integrate", "scale", "transform", "deliver", "grow", "iterate")),
    "$randomBsNoun": _one_of(("platforms", "channels", "networks", "markets", "schemas", "portals", "models")),
    "$randomBusinessImage": _picture("business"),
    "$randomCatchPhrase": lambda fake: fake.catch_phrase(),
    "$randomCatchPhraseAdjective": lambda fake: fake.catch_phrase().split()[0],
    "$randomCatchPhraseDescriptor": lambda fake: fake.catch_phrase().split()[1],
    "$randomCatchPhraseNoun": lambda fake: fake.catch_phrase().split()[-1],
    "$randomCatsImage": _picture("cats"),
    "$randomCity": lambda fake: fake.city(),
    "$randomCityImage": _picture("city"),
    "$randomColor": lambda fake: fake.safe_color_name(),
    "$randomCommonFileExt": _one_of(("pdf", "mp3", "mp4", "wav", "png", "jpeg", "gif", "html", "m2a")),
    "$randomCommonFileName": lambda fake: fake.file_name(extension="pdf"),
    "$randomCommonFileType": _one_of(("video", "audio", "image", "text", "application")),
    "$randomCompanyName": lambda fake: fake.company(),
    "$randomCompanySuffix": lambda fake: fake.company_suffix(),
    "$randomCountry": lambda fake: fake.country(),
    "$randomCountryCode": lambda fake: fake.country_code(),
    "$randomCreditCardMask": lambda fake: fake.numerify("####"),
    "$randomCurrencyCode": lambda fake: fake.currency_code(),
    "$randomCurrencyName": lambda fake: fake.currency_name(),
    "$randomCurrencySymbol": lambda fake: fake.currency_symbol(),
    "$randomDatabaseCollation": _one_of(_COLLATIONS),
    "$randomDatabaseColumn": _one_of(_COLUMNS),
    "$randomDatabaseEngine": _one_of(_ENGINES),
    "$randomDatabaseType": _one_of(_TYPES),
    "$randomDateFuture": _date("+1d", "+1y"),
    "$randomDatePast": _date("-1y", "-1d"),
    "$randomDateRecent": _date("-1d", "now"),
    "$randomDepartment": _one_of(_DEPARTMENTS),
    "$randomDirectoryPath": lambda fake: fake.file_path(depth=2).rpartition("/")[0],
    "$randomDomainName": lambda fake: fake.domain_name(),
    "$randomDomainSuffix": lambda fake: fake.tld(),
    "$randomDomainWord": lambda fake: fake.domain_word(),
    "$randomEmail": lambda fake: fake.safe_email(),
    "$randomExampleEmail": lambda fake: fake.safe_email(),
    "$randomFashionImage": _picture("fashion"),
    "$randomFileExt": lambda fake: fake.file_extension(),
    "$randomFileName": lambda fake: fake.file_name(),
    "$randomFilePath": lambda fake: fake.file_path(),
    "$randomFileType": _one_of(("application", "audio", "font", "image", "message", "model", "text", "video")),
    "$randomFirstName": lambda fake: fake.first_name(),
    "$randomFoodImage": _picture("food"),
    "$randomFullName": lambda fake: f"{fake.first_name()} {fake.last_name()}",
    "$randomHexColor": lambda fake: fake.hex_color(),
    "$randomImageDataUri": lambda fake: (
        "data:image/svg+xml;charset=UTF-8,%3Csvg%20xmlns%3D%22http%3A%2F%2Fwww.w3.org%2F2000%2Fsvg%22%2F%3E"
    ),
    "$randomImageUrl": _picture(""),
    "$randomIngverb": _one_of(_INGVERBS),
    "$randomIP": lambda fake: fake.ipv4(),
    "$randomIPV6": lambda fake: fake.ipv6(),
    "$randomJobArea": _one_of(("Mobility", "Accounts", "Data", "Research", "Security", "Markets", "Quality")),
    "$randomJobDescriptor": _one_of(("Senior", "Lead", "Chief", "Junior", "Global", "Regional", "Internal")),
    "$randomJobTitle": lambda fake: fake.job(),
    "$randomJobType": _one_of(("Engineer", "Analyst", "Manager", "Designer", "Officer", "Assistant", "Planner")),
    "$randomLastName": lambda fake: fake.last_name(),
    "$randomLatitude": lambda fake: fake.latitude(),
    "$randomLocale": lambda fake: fake.language_code(),
    "$randomLongitude": lambda fake: fake.longitude(),
    "$randomLoremLines": lambda fake: "\n".join(fake.sentences(3)),
    "$randomLoremParagraph": lambda fake: fake.paragraph(),
    "$randomLoremParagraphs": lambda fake: "\n \r".join(fake.paragraphs(3)),
    "$randomLoremSentence": lambda fake: fake.sentence(),
    "$randomLoremSentences": lambda fake: " ".join(fake.sentences(4)),
    "$randomLoremSlug": lambda fake: fake.slug(),
    "$randomLoremText": lambda fake: fake.text(),
    "$randomLoremWord": lambda fake: fake.word(),
    "$randomLoremWords": lambda fake: " ".join(fake.words(3)),
    "$randomMACAddress": lambda fake: fake.mac_address(),
    "$randomMimeType": lambda fake: fake.mime_type(),
    "$randomMonth": lambda fake: fake.month_name(),
    "$randomNamePrefix": lambda fake: fake.prefix(),
    "$randomNameSuffix": lambda fake: fake.suffix(),
    "$randomNatureImage": _picture("nature"),
    "$randomNightlifeImage": _picture("nightlife"),
    "$randomNoun": _one_of(_NOUNS),
    "$randomPassword": lambda fake: fake.password(15, special_chars=False),
    "$randomPeopleImage": _picture("people"),
    "$randomPhoneNumber": lambda fake: fake.numerify("555-01##-####"),
    "$randomPhoneNumberExt": lambda fake: fake.numerify("##-555-01##-####"),
    "$randomPhrase": _phrase,
    "$randomPrice": lambda fake: f"{fake.random_int(0, 99999) / 100:.2f}",
    "$randomProduct": _one_of(_PRODUCTS),
    "$randomProductAdjective": _one_of(_ADJECTIVES),
    "$randomProductMaterial": _one_of(_MATERIALS),
    "$randomProductName": _product,
    "$randomProtocol": _one_of(("http", "https")),
    "$randomSemver": lambda fake: ".".join(str(fake.random_digit()) for _ in range(3)),
    "$randomSportsImage": _picture("sports"),
    "$randomStreetAddress": lambda fake: fake.street_address(),
    "$randomStreetName": lambda fake: fake.street_name(),
    "$randomTransactionType": _one_of(_TRANSACTIONS),
    "$randomTransportImage": _picture("transport"),
    "$randomUrl": lambda fake: fake.url().rstrip("/"),
    "$randomUserAgent": lambda fake: fake.user_agent(),
    "$randomUserName": lambda fake: fake.user_name(),
    "$randomVerb": _one_of(_VERBS),
    "$randomWeekday": _one_of(_WEEKDAYS),
    "$randomWord": lambda fake: fake.word(),
    "$randomWords": lambda fake: " ".join(fake.words(3)),
}
