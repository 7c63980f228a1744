extension RouteTable {
    /// The log of serials, open to everybody who wants to check it.
    static let log = [
        Route(method: "GET", path: "/log/checkpoint", access: .anyone),
        Route(method: "GET", path: "/log/tile/{level}/{part1}", access: .anyone),
        Route(method: "GET", path: "/log/tile/{level}/{part1}/{part2}", access: .anyone),
        Route(method: "GET", path: "/log/tile/{level}/{part1}/{part2}/{part3}", access: .anyone),
        Route(method: "GET", path: "/log/tile/{level}/{part1}/{part2}/{part3}/{part4}", access: .anyone),
        Route(method: "GET", path: "/log/proof", access: .anyone),
        Route(method: "GET", path: "/log/proof/{place}", access: .anyone),
    ]
}
