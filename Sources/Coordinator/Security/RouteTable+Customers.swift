extension RouteTable {
    /// What customers open and load.
    static let pages = [
        Route(method: "GET", path: "/", access: .anyone),
        Route(method: "GET", path: "/assets/{file}", access: .anyone),
        Route(method: "GET", path: "/m/{place}", access: .anyone),
        Route(method: "GET", path: "/m/{place}/poster", access: .anyone),
        Route(method: "GET", path: "/m/{place}/qr.svg", access: .anyone),
        Route(method: "GET", path: "/m/{place}/pictures/{picture}", access: .anyone),
        Route(method: "POST", path: "/m/{place}/orders", access: .anyone),
        Route(method: "GET", path: "/o/{order}", access: .anyone),
        Route(method: "POST", path: "/o/{order}/play-money", access: .anyone),
    ]

    /// Pictures of what is sold.
    static let pictures = [
        Route(
            method: "PUT",
            path: "/v1/places/{place}/selections/{selection}/picture",
            access: .scope(.placesWrite)
        ),
        Route(
            method: "DELETE",
            path: "/v1/places/{place}/selections/{selection}/picture",
            access: .scope(.placesWrite)
        ),
    ]
}
