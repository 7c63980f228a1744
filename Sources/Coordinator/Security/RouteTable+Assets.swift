extension RouteTable {
    /// What pages load.
    static let assets = [
        Route(method: "GET", path: "/assets/{file}", access: .anyone)
    ]
}
