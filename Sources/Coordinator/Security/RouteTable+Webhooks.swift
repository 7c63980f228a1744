extension RouteTable {
    /// Webhooks.
    static let webhooks = [
        Route(method: "GET", path: "/v1/webhooks", access: .scope(.webhooksRead)),
        Route(method: "POST", path: "/v1/webhooks", access: .scope(.webhooksWrite)),
        Route(method: "GET", path: "/v1/webhooks/{webhook}", access: .scope(.webhooksRead)),
        Route(method: "PUT", path: "/v1/webhooks/{webhook}", access: .scope(.webhooksWrite)),
        Route(method: "DELETE", path: "/v1/webhooks/{webhook}", access: .scope(.webhooksWrite)),
        Route(method: "POST", path: "/v1/webhooks/{webhook}/pause", access: .scope(.webhooksWrite)),
        Route(method: "POST", path: "/v1/webhooks/{webhook}/resume", access: .scope(.webhooksWrite)),
        Route(method: "POST", path: "/v1/webhooks/{webhook}/rotate", access: .scope(.webhooksWrite)),
        Route(method: "POST", path: "/v1/webhooks/{webhook}/test", access: .scope(.webhooksWrite)),
        Route(method: "POST", path: "/v1/webhooks/{webhook}/replay", access: .scope(.webhooksWrite)),
        Route(method: "GET", path: "/v1/webhooks/{webhook}/dead-letters", access: .scope(.webhooksRead)),
        Route(method: "POST", path: "/v1/webhooks/{webhook}/dead-letters/retry", access: .scope(.webhooksWrite)),
        Route(
            method: "POST",
            path: "/v1/webhooks/{webhook}/dead-letters/{event}/retry",
            access: .scope(.webhooksWrite)
        ),
    ]
}
