extension RouteTable {
    /// The operators' pages and their forms.
    static let operatorPages: [Route] =
        logins + overviews + machinePages + runPages + placePages + salePages + bookPages + systemPages

    private static let logins = [
        Route(method: "GET", path: "/login", access: .anyone),
        Route(method: "POST", path: "/login", access: .anyone),
        Route(method: "POST", path: "/logout", access: .page(nil)),
    ]

    private static let overviews = [
        Route(method: "GET", path: "/operator", access: .page(nil)),
        Route(method: "GET", path: "/operator/live", access: .page(nil)),
    ]

    private static let machinePages = [
        Route(method: "GET", path: "/operator/machines", access: .page(.machinesRead)),
        Route(method: "POST", path: "/operator/machines", access: .page(.machinesWrite)),
        Route(method: "GET", path: "/operator/machines/{machine}", access: .page(.machinesRead)),
        Route(method: "POST", path: "/operator/machines/{machine}/allow", access: .page(.machinesWrite)),
        Route(method: "POST", path: "/operator/machines/{machine}/quarantine", access: .page(.machinesWrite)),
        Route(method: "POST", path: "/operator/machines/{machine}/revoke", access: .page(.machinesWrite)),
    ]

    private static let runPages = [
        Route(method: "GET", path: "/operator/runs", access: .page(.runsRead)),
        Route(method: "POST", path: "/operator/runs", access: .page(.runsStart)),
        Route(method: "GET", path: "/operator/runs/{run}", access: .page(.runsRead)),
        Route(method: "POST", path: "/operator/runs/{run}/serials", access: .page(.serialsWrite)),
        Route(method: "POST", path: "/operator/runs/{run}/{request}", access: .page(.runsStart)),
    ]

    private static let placePages = [
        Route(method: "GET", path: "/operator/places", access: .page(.placesRead)),
        Route(method: "POST", path: "/operator/places", access: .page(.placesWrite)),
        Route(method: "GET", path: "/operator/places/{place}", access: .page(.placesRead)),
        Route(method: "GET", path: "/operator/places/{place}/prices", access: .page(.placesWrite)),
        Route(method: "POST", path: "/operator/places/{place}/prices", access: .page(.placesWrite)),
        Route(method: "POST", path: "/operator/places/{place}/stock", access: .page(.placesWrite)),
        Route(method: "POST", path: "/operator/places/{place}/machine", access: .page(.placesWrite)),
        Route(method: "POST", path: "/operator/places/{place}/opening", access: .page(.placesWrite)),
        Route(method: "POST", path: "/operator/places/{place}/lanes/{lane}", access: .page(.placesWrite)),
    ]

    private static let salePages = [
        Route(method: "GET", path: "/operator/waiting", access: .page(.salesRead)),
        Route(method: "GET", path: "/operator/sales", access: .page(.salesRead)),
        Route(method: "GET", path: "/operator/sales/{sale}", access: .page(.salesRead)),
        Route(method: "POST", path: "/operator/sales/{sale}/resolve", access: .page(.salesResolve)),
        Route(method: "POST", path: "/operator/sales/{sale}/refunded", access: .page(.salesResolve)),
        Route(method: "POST", path: "/operator/sales/{sale}/credited", access: .page(.salesResolve)),
        Route(method: "POST", path: "/operator/sales/{sale}/written-off", access: .page(.salesResolve)),
    ]

    private static let bookPages = [
        Route(method: "GET", path: "/operator/ledger", access: .page(.ledgerRead)),
        Route(method: "GET", path: "/operator/ledger/account", access: .page(.ledgerRead)),
        Route(method: "GET", path: "/operator/ledger/check", access: .page(.ledgerRead)),
        Route(method: "GET", path: "/operator/events", access: .page(.eventsRead)),
        Route(method: "GET", path: "/operator/alarms", access: .page(.alarmsRead)),
        Route(method: "POST", path: "/operator/alarms/{alarm}/acknowledge", access: .page(.alarmsAcknowledge)),
    ]

    private static let systemPages = [
        Route(method: "GET", path: "/operator/webhooks", access: .page(.webhooksRead)),
        Route(method: "POST", path: "/operator/webhooks/{webhook}", access: .page(.webhooksWrite)),
        Route(method: "GET", path: "/operator/labels", access: .page(.carriersRead)),
        Route(method: "POST", path: "/operator/labels", access: .page(.carriersPrint)),
        Route(method: "GET", path: "/operator/labels/{sheet}", access: .page(.carriersRead)),
        Route(method: "GET", path: "/operator/audit", access: .page(.auditRead)),
        Route(method: "GET", path: "/operator/backups", access: .page(.healthRead)),
        Route(method: "GET", path: "/operator/recovery", access: .page(.healthRead)),
        Route(method: "POST", path: "/operator/recovery/close", access: .page(.recoveryClose)),
        Route(method: "POST", path: "/operator/recovery/machines/{machine}/close", access: .page(.recoveryClose)),
        Route(method: "POST", path: "/operator/recovery/payments/{payment}/settle", access: .page(.salesResolve)),
    ]
}
