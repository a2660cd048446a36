"""The requests of the Postman collection "Kaizala Server APIs", with bodies as loosely written as they were.

Each is ``(name, method, path, body, saves)``: ``{{…}}`` are variables, ``saves`` fills some of them from the reply. The upload
has a file in place of a body.
"""

UPLOAD = object()
"""Stands for the body of the upload."""

_A, _E = "{{api-root}}", "{{endpoint-url}}"
_G, _P = f"{_E}/v1/groups/{{{{test-group-id}}}}", f"{_E}/v1/groups/{{{{test-public-group-id}}}}"
_PACKAGE = "25b39b30-0806-4d17-b6a7-a39f21fa52e9"
_HOOK = (
    'callBackUrl:"{{callback-url}}", callBackToken:"tokenToBeVerifiedByCallback", '
    'callBackContext:"Any data which is required to be returned in callback"'
)
_SURVEY = (
    '{actionType:"Survey",actionBody:{title:"A test survey!!",dueDate:10,acceptMultipleResponses:true,questions:['
    '{title:"Text?",type:"Text"},{title:"One?",type:"SingleOption",options:[{title:"Opt1"},{title:"Opt2"}]},'
    '{title:"Some?",type:"MultiOption",options:[{title:"MOpt1"},{title:"MOpt2"},{title:"MOpt3"}]},'
    '{title:"Number?",type:"Numeric"},{title:"Where?",type:"Location"},{title:"When?",type:"DateTime"},'
    '{title:"Picture?",type:"Image"}]}}'
)
_SURVEY_RESPONSE = (
    '{actionType:"Survey",actionBody:{responseName:"API response",responseLocation:{latitude:17.4,longitude:78.3,name:"Here"},'
    'Answers:["Some text","Opt1",["MOpt1","MOpt2"],12,{"lt":17.4,"lg":78.3,"n":"Here"},1500377471,"{{media-resource}}"]}}'
)
_EVENTS = (
    '"TextMessageCreated","AttachmentCreated","Announcement","JobCreated","JobResponse","SurveyCreated","SurveyResponse",'
    '"ActionCreated","ActionResponse","MemberAdded","MemberRemoved","GroupAdded","GroupRemoved"'
)


def _media(kind: str, caption: str) -> str:
    return f'{{actionType:"{kind}", actionBody:{{caption:"{caption}", mediaResource:"{{{{media-resource}}}}"}}}}'


AUTHENTICATION = [
    (
        "Step1 - Generate Pin",
        "POST",
        f"{_A}/v1/generatePin",
        '{"mobileNumber":"{{mobile-number}}", applicationId:"{{application-id}}"}',
        {},
    ),
    (
        "Step2 - Login with pin and applicationId to get refreshToken",
        "POST",
        f"{_A}/v1/loginWithPinAndApplicationId",
        '{"mobileNumber":"{{mobile-number}}","applicationId":"{{application-id}}", "pin":{{pin}}}',
        {"refresh-token": "refreshToken"},
    ),
    (
        "Step3 - Retrieve the access token",
        "GET",
        f"{_A}/v1/accessToken",
        None,
        {"access-token": "accessToken", "endpoint-url": "endpointUrl"},
    ),
]
GROUPS = [
    (
        "Step1 - Create a group",
        "POST",
        f"{_E}/v1/groups",
        '{name:"Kaizala Test group", welcomeMessage:"Welcome to group created programmatically via Postman", '
        'members:["{{mobile-number-2}}"], groupType:"Group"}',
        {"test-group-id": "groupId"},
    ),
    (
        "Step2 - Create a managed public group",
        "POST",
        f"{_E}/v1/groups",
        '{name:"Kaizala Test Public Group", welcomeMessage:"Welcome to public group created programmatically via Postman", '
        'members:["{{mobile-number-2}}"], groupType:"ConnectGroup"}',
        {"test-public-group-id": "groupId"},
    ),
    ("Step3 - Fetch groups - direct", "GET", f"{_E}/v1/groups", None, {}),
    ("Step4 - Fetch groups - all", "GET", f"{_E}/v1/groups?fetchAllGroups=true&showDetails=true", None, {}),
    ("Step5 - Fetch group details", "GET", _G, None, {}),
    (
        "Step6- Create a  sub group",
        "POST",
        f"{_G}/subgroups",
        '{name:"Kaizala Test sub group", welcomeMessage:"Welcome to sub group created programmatically via Postman", '
        'members:["{{mobile-number-2}}"], groupType:"Group"}',
        {"test-sub-group-id": "groupId"},
    ),
    (
        "Step7 - Add group as a sub-group to another group",
        "PUT",
        f"{_G}/subGroups",
        '{subGroups:["{{test-sub-group-id}}"]}',
        {},
    ),
    ("Step8 - Fetch sub-group of a group", "GET", f"{_G}/subGroups", None, {}),
    (
        "Step9 - Remove group as a sub-group to another group",
        "DELETE",
        f"{_G}/subGroups/{{{{test-sub-group-id}}}}",
        None,
        {},
    ),
    ("Step10 - Add members to a group", "PUT", f"{_G}/members", '{members:["{{mobile-number-2}}"]}', {}),
    ("Step11 - Query members of a group", "GET", f"{_G}/members", None, {}),
    (
        "Step12 - Remove members from a group",
        "DELETE",
        f"{_G}/members/364388bc-5b7f-4857-a58c-31eba18e962e",
        None,
        {},
    ),
    (
        "Step13 - Add Subscribers to a public group",
        "PUT",
        f"{_P}/subscribers/add",
        '{subscribers:["{{mobile-number-3}}"]}',
        {},
    ),
    ("Step14 - Get Subscribers of a public group", "POST", f"{_P}/subscribers", '{count:10, cursor:""}', {}),
    (
        "Step15 - Remove Subscribers from a public group",
        "PUT",
        f"{_P}/subscribers/remove",
        '{subscribers:["{{mobile-number-3}}"]}',
        {},
    ),
]
CONTENT = [
    ("Send message on a group", "POST", f"{_G}/messages", '{message:"Test message via API"}\r\n', {}),
    (
        "Send message to subscriber(s) in a public group",
        "POST",
        f"{_P}/messages",
        '{"Message":"message to subscribers","subscribers":["{{mobile-number-3}}"],"sendToAllSubscribers":false}',
        {},
    ),
    (
        "(a) Upload media (image / document / audio / album/ video)",
        "POST",
        f"{_E}/v1/media",
        UPLOAD,
        {"media-resource": "mediaResource"},
    ),
    ("(b1) Send image on a group", "POST", f"{_G}/actions", _media("Image", "Image caption"), {}),
    ("(b2) Send document on a group", "POST", f"{_G}/actions", _media("Document", "document Caption"), {}),
    ("(b3) Send audio on a group", "POST", f"{_G}/actions", _media("Audio", "audio Caption"), {}),
    ("(b4) Send video on a group", "POST", f"{_G}/actions", _media("Video", "video Caption"), {}),
    ("(b5) Send album on a group", "POST", f"{_G}/actions", _media("Album", "album Caption"), {}),
    (
        "Post a job on a group",
        "POST",
        f"{_G}/actions",
        '{actionType:"Job",actionBody:{title:"test job",assignedTo:["{{mobile-number}}"],dueDate:10}}',
        {"test-action-id": "actionId"},
    ),
    (
        "Posting a response to a job",
        "POST",
        f"{_G}/actions/{{{{test-action-id}}}}/responses",
        '{actionType:"Job",actionBody:{isCompleted:true}}',
        {},
    ),
    ("Send survey on a group", "POST", f"{_G}/actions", _SURVEY, {"test-survey-id": "actionId"}),
    (
        "Posting a response to a survey",
        "POST",
        f"{_G}/actions/{{{{test-survey-id}}}}/responses",
        _SURVEY_RESPONSE,
        {},
    ),
    (
        "Post custom announcement to a group",
        "POST",
        f"{_G}/actions",
        '{actiontype:"Announcement",actionBody:{message:"Lets test announcement"}}',
        {},
    ),
    (
        "Post custom announcement to a group [with images]",
        "POST",
        f"{_G}/actions",
        '{actiontype:"Announcement",actionBody:{Message:"Test announcement via API 2",MediaResources:["{{media-resource}}"]}}',
        {},
    ),
    (
        "Post custom action on a group",
        "POST",
        f"{_G}/actions",
        f'{{id:"{_PACKAGE}",actionBody:{{title:"override title",validity:24}}}}',
        {"test-action-id": "actionId"},
    ),
    (
        "Post custom action to a group [with properties]",
        "POST",
        f"{_G}/actions",
        '{"id":"com.microsoft.kaizala.miniapps.BdayMessage.12","actionBody":{"properties":['
        '{"name":"name","value":"TestTitle","type":"Text"},{"name":"occasion","value":"birthday","type":"Text"},'
        '{"name":"message","value":"Test message","type":"Text"}]}}',
        {},
    ),
    (
        "Post custom action to subscriber(s) in a public group",
        "POST",
        f"{_P}/actions",
        f'{{id:"{_PACKAGE}",actionBody:{{title:"override title",validity:24}},'
        '"subscribers":["{{mobile-number-3}}"],"sendToAllSubscribers":false}',
        {},
    ),
    (
        "Posting a response to an action",
        "POST",
        f"{_G}/actions/{{{{test-action-id}}}}/responses",
        f'{{"id":"{_PACKAGE}","actionBody":{{"Answers":["test text"]}}}}',
        {},
    ),
    (
        "Post a poll on a group",
        "POST",
        f"{_G}/actions",
        '{actionType:"Poll",actionBody:{question:"Lunch?",choices:[{title:"Yes"},{title:"No"}],expiryInHours:10}}',
        {},
    ),
    (
        "Post a let's meet on a group",
        "POST",
        f"{_G}/actions",
        '{actionType:"LetsMeet",actionBody:{title:"Review",startingTime:"2030-01-01T09:00:00Z",duration:45,'
        'place:{latitude:17.4,longitude:78.3,name:"Office"},agenda:"All of it"}}',
        {},
    ),
]
QUERIES = [
    (f"Fetch {what} in a group", "GET", f"{_G}/actions?actionType={kind}", None, {})
    for what, kind in [
        ("surveys", "survey"),
        ("jobs", "job"),
        ("images / photos", "image"),
        ("photo check-ins", "photoWithLocation"),
        ("shared locations", "shareLocation"),
        ("polls", "poll"),
        ("let's meets", "letsmeet"),
    ]
] + [
    ("Fetching survey responses", "GET", f"{_G}/actions/{{{{test-survey-id}}}}?getDetails=true", None, {}),
    (
        "Fetch action responses in a group",
        "GET",
        f"{_G}/actions?Id={_PACKAGE}&getDetails=true&GroupScope=true",
        None,
        {},
    ),
]
WEBHOOKS = [
    (
        "Subscribe to all events at group level",
        "POST",
        f"{_E}/v1/webhook",
        f'{{objectId:"{{{{test-group-id}}}}",objectType:"Group",eventTypes:[{_EVENTS}],{_HOOK}}}',
        {"test-webhook-id": "webhookId"},
    ),
    (
        "Subscribe to all events at action level",
        "POST",
        f"{_E}/v1/webhook",
        f'{{objectId:"{{{{test-action-id}}}}",objectType:"Action",eventTypes:["ActionCreated","ActionResponse"],{_HOOK}}}',
        {},
    ),
    (
        "Subscribe to all events at action level with action package id",
        "POST",
        f"{_E}/v1/webhook",
        f'{{objectId:"{_PACKAGE}",objectType:"ActionPackage",eventTypes:["ActionCreated","ActionResponse",],{_HOOK}}}',
        {},
    ),
    (
        "Get all webhooks on a group",
        "GET",
        f"{_E}/v1/webhook?objectId={{{{test-group-id}}}}&objectType=Group",
        None,
        {},
    ),
    ("Unsubscribing awebhook", "DELETE", f"{_E}/v1/webhook/{{{{test-webhook-id}}}}", None, {}),
]
REQUESTS = [*AUTHENTICATION, *GROUPS, *CONTENT, *QUERIES, *WEBHOOKS]
