extension APIFeature {
    /// The audit log.
    static let audit = APIFeature(
        "audit",
        "The audit log: signed, chained entries of every act, which `mintmark verify audit` checks offline.",
        operations: [
            APIOperation(
                "GET",
                "/v1/audit",
                id: "readAudit",
                "Read the audit log",
                parameters: [
                    .query("after", .text(.cursor), "Where to go on, from the `Link` of the page before."), .limit,
                ],
                answers: [
                    .text(
                        "application/x-ndjson",
                        "Entries as they are signed, one a line, oldest first.",
                        headers: ["Link": "The next page, `rel=\"next\"`; always there."]
                    )
                ]
            ),
            APIOperation(
                "GET",
                "/v1/audit/key",
                id: "getAuditKey",
                "The key that signs the audit log",
                answers: [
                    .json(
                        .object([
                            .required("key", .anyText, "The key."),
                            .required("kid", .anyText, "Its id, as the entries name it."),
                            .required("root", .anyText, "The deployment's root key."),
                            .required("certificate", .anyText, "The key, signed by the root key, a JWS."),
                        ]),
                        "The key."
                    )
                ]
            ),
        ]
    )
}
