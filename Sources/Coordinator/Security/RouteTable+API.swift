extension RouteTable {
    static let description = [Route(method: "GET", path: "/openapi.json", access: .anyone)]
}
