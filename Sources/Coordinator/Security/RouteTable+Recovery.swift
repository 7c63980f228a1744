extension RouteTable {
    /// Backups, what follows when one was restored, and keys that are replaced.
    static let recovery = [
        Route(method: "POST", path: "/v1/keys/rotate", access: .scope(.keysRotate)),
        Route(method: "POST", path: "/v1/backups", access: .scope(.backupsMake)),
        Route(method: "GET", path: "/v1/recovery", access: .scope(.healthRead)),
        Route(method: "POST", path: "/v1/recovery/close", access: .scope(.recoveryClose)),
        Route(method: "POST", path: "/v1/recovery/machines/{machine}/close", access: .scope(.recoveryClose)),
        Route(method: "GET", path: "/v1/recovery/payments", access: .scope(.salesRead)),
        Route(method: "POST", path: "/v1/recovery/payments/{payment}/settle", access: .scope(.salesResolve)),
    ]
}
