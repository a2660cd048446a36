"""The requests of "Kaizala Server APIs", as they are on record: names to the letter, folders, order, method and path.

Some were added in 2018 and 2019, in places that are only partly known; here they have folders of their own. Others were never in
it: the service's description has them. This record is what all tests hold the requests against: one that is lost is missed by name.
"""

_G, _P = "/v1/groups/{{test-group-id}}", "/v1/groups/{{test-public-group-id}}"
_ACTIONS = f"POST {_G}/actions"
_REACTION = f"{_G}/reaction/{{{{test-reference-id}}}}"

COLLECTION = {
    "[1.0] Authentication": [
        ("Step1 - Generate Pin", "POST /v1/generatePin"),
        ("Step2 - Login with pin and applicationId to get refreshToken", "POST /v1/loginWithPinAndApplicationId"),
        ("Step3 - Retrieve the access token", "GET /v1/accessToken"),
    ],
    "[2.0] Group management": [
        ("Step1 - Create a group", "POST /v1/groups"),
        ("Step2 - Create a managed public group", "POST /v1/groups"),
        ("Step3 - Fetch groups - direct", "GET /v1/groups"),
        ("Step4 - Fetch groups - all", "GET /v1/groups?fetchAllGroups=true&showDetails=true"),
        ("Step5 - Fetch group details", f"GET {_G}"),
        ("Step6- Create a  sub group", f"POST {_G}/subgroups"),
        ("Step7 - Add group as a sub-group to another group", f"PUT {_G}/subGroups"),
        ("Step8 - Fetch sub-group of a group", f"GET {_G}/subGroups"),
        ("Step9 - Remove group as a sub-group to another group", f"DELETE {_G}/subGroups/{{{{test-sub-group-id}}}}"),
        ("Step10 - Add members to a group", f"PUT {_G}/members"),
        ("Step11 - Query members of a group", f"GET {_G}/members"),
        ("Step12 - Remove members from a group", f"DELETE {_G}/members/{{{{test-member-id}}}}"),
        ("Step13 - Add Subscribers to a public group", f"PUT {_P}/subscribers/add"),
        ("Step14 - Get Subscribers of a public group", f"POST {_P}/subscribers"),
        ("Step15 - Remove Subscribers from a public group", f"PUT {_P}/subscribers/remove"),
    ],
    "[3.0] Content Creation APIs": [
        ("Send message on a group", f"POST {_G}/messages"),
        ("Send message to subscriber(s) in a public group", f"POST {_P}/messages"),
        ("(a) Upload media (image / document / audio / album/ video)", "POST /v1/media"),
        ("(b1) Send image on a group", _ACTIONS),
        ("(b2) Send document on a group", _ACTIONS),
        ("(b3) Send audio on a group", _ACTIONS),
        ("(b4) Send video on a group", _ACTIONS),
        ("(b5) Send album on a group", _ACTIONS),
        ("Post a job on a group", _ACTIONS),
        ("Posting a response to a job", f"{_ACTIONS}/{{{{test-action-id}}}}/responses"),
        ("Send survey on a group", _ACTIONS),
        ("Posting a response to a survey", f"{_ACTIONS}/{{{{test-survey-id}}}}/responses"),
        ("Post custom announcement to a group", _ACTIONS),
        ("Post custom announcement to a group [with images]", _ACTIONS),
        ("Post custom action on a group", _ACTIONS),
        ("Post custom action to a group [with properties]", _ACTIONS),
        ("Post custom action to subscriber(s) in a public group", f"POST {_P}/actions"),
        ("Posting a response to an action", f"{_ACTIONS}/{{{{test-action-id}}}}/responses"),
        ("Post a poll on a group", _ACTIONS),
        ("Post a let's meet on a group", _ACTIONS),
    ],
    "[4.0] Content Query APIs": [
        ("Fetch surveys in a group", f"GET {_G}/actions?actionType=survey"),
        ("Fetch jobs in a group", f"GET {_G}/actions?actionType=job"),
        ("Fetch images / photos in a group", f"GET {_G}/actions?actionType=image"),
        ("Fetch photo check-ins in a group", f"GET {_G}/actions?actionType=photoWithLocation"),
        ("Fetch shared locations in a group", f"GET {_G}/actions?actionType=shareLocation"),
        ("Fetch polls in a group", f"GET {_G}/actions?actionType=poll"),
        ("Fetch let's meets in a group", f"GET {_G}/actions?actionType=letsmeet"),
        ("Fetching survey responses", f"GET {_G}/actions/{{{{test-survey-id}}}}?getDetails=true"),
        (
            "Fetch action responses in a group",
            f"GET {_G}/actions?Id=25b39b30-0806-4d17-b6a7-a39f21fa52e9&getDetails=true&GroupScope=true",
        ),
    ],
    "[5.0] Subscription APIs (webhooks)": [
        ("Subscribe to all events at group level", "POST /v1/webhook"),
        ("Subscribe to all events at action level", "POST /v1/webhook"),
        ("Subscribe to all events at action level with action package id", "POST /v1/webhook"),
        ("Get all webhooks on a group", "GET /v1/webhook?objectId={{test-group-id}}&objectType=Group"),
        ("Unsubscribing awebhook", "DELETE /v1/webhook/{{test-webhook-id}}"),
    ],
}

ADDED_FOLDERS = ("[1.0] Authentication, added later", "Upload Media", "[2.0] Group management, added later", "Bots")
ADDED = {
    "Get loggedin user details": "GET /v1/users/me",
    "Upload media URL": "POST /v1/media/url",
    "Fetch groups with details": "GET /v1/groups?showDetails=true",
    "Find groups by query": "GET /v1/tenant/findGroupsByQuery?query=Kaizala&resultsOffset=0&pageSize=10",
    "Create bot user": "POST /v1/bot",
    "Step16 - Add BOT to a group": f"POST {_G}/bot",
    "Get bot users": "GET /v1/bot",
    "Generate accessToken for bot user": "GET /v1/bot/accessToken/{{bot-user-id}}",
    "Update bot user": "PUT /v1/bot/{{bot-user-id}}",
    "Delete bot user": "DELETE /v1/bot/{{bot-user-id}}",
}

BEYOND = {
    "Beyond the collection: groups": [
        ("Change the role of a member", f"PUT {_G}/members/{{{{my-user-id}}}}"),
    ],
    "Beyond the collection: content": [
        ("Update the properties of an action", f"PUT {_G}/actions/{{{{test-action-id}}}}/properties"),
        ("Send a reminder of an action", f"{_ACTIONS}/{{{{test-action-id}}}}/reminder"),
        ("Upload media from an attachment", "POST /v1/media/attachment"),
    ],
    "Beyond the collection: webhooks": [
        ("Update a webhook", "PUT /v1/webhook/{{action-webhook-id}}"),
    ],
    "Beyond the collection: reactions": [
        ("Send a reaction", f"POST {_G}/reaction"),
        (
            "Fetch the reactions to a message",
            f"GET {_REACTION}?reactionType=Like&sourceGroupId={{{{test-group-id}}}}",
        ),
        ("Fetch the summary of a message", f"GET {_REACTION}/summary?sourceGroupId={{{{test-group-id}}}}"),
        ("Fetch the summaries of a group", f"GET {_G}/reaction/summary?sourceGroupId={{{{test-group-id}}}}"),
    ],
}
