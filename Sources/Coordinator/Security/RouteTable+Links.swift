extension RouteTable {
    /// Links of products, and company prefixes that others answer for. The products' own addresses are no routes:
    /// `ResolverMiddleware` answers them, to anyone.
    static let links = [
        Route(method: "GET", path: "/v1/links", access: .scope(.linksRead)),
        Route(method: "POST", path: "/v1/links", access: .scope(.linksWrite)),
        Route(method: "GET", path: "/v1/links/{links}", access: .scope(.linksRead)),
        Route(method: "PUT", path: "/v1/links/{links}", access: .scope(.linksWrite)),
        Route(method: "DELETE", path: "/v1/links/{links}", access: .scope(.linksWrite)),
        Route(method: "GET", path: "/v1/links/{links}/versions", access: .scope(.linksRead)),
        Route(method: "GET", path: "/v1/links/{links}/versions/{version}", access: .scope(.linksRead)),
        Route(method: "GET", path: "/v1/delegations", access: .scope(.linksRead)),
        Route(method: "POST", path: "/v1/delegations", access: .scope(.linksWrite)),
        Route(method: "GET", path: "/v1/delegations/{delegation}", access: .scope(.linksRead)),
        Route(method: "PUT", path: "/v1/delegations/{delegation}", access: .scope(.linksWrite)),
        Route(method: "DELETE", path: "/v1/delegations/{delegation}", access: .scope(.linksWrite)),
    ]

    /// Links as symbols, and what was printed of them.
    static let carriers = [
        Route(method: "GET", path: "/v1/carriers", access: .scope(.carriersRead)),
        Route(method: "GET", path: "/v1/prints", access: .scope(.carriersRead)),
        Route(method: "POST", path: "/v1/prints", access: .scope(.carriersPrint)),
        Route(method: "GET", path: "/v1/prints/{print}", access: .scope(.carriersRead)),
        Route(method: "GET", path: "/v1/prints/{print}/carrier", access: .scope(.carriersRead)),
    ]
}
