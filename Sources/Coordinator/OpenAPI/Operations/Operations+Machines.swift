extension APIFeature {
    private static let machine = APIParameter.path("machine", .text(.machine), "The machine's id, name::fingerprint.")

    /// The operators' side of machines.
    static let machines = APIFeature(
        "machines",
        "Machines: enrolled edge computers with their hardware.",
        operations: machineReads + [
            APIOperation(
                "POST",
                "/v1/machines/secrets",
                id: "createEnrolmentSecret",
                "Make a one-time secret that enrols and allows one machine",
                body: .json(
                    .object([
                        .required("name", .text(.slug(48)), "The machine's name."),
                        .optional("validSeconds", .integer(60...604_800), "How long it is valid; 3600 when left out."),
                    ])
                ),
                answers: [
                    .json(
                        .object([.required("secret", .anyText, "The secret; it is not shown again.")]),
                        "The secret.",
                        status: 201
                    )
                ],
                isCreate: true
            ),
            APIOperation(
                "POST",
                "/v1/machines/{machine}/allow",
                id: "allowMachine",
                "Allow a machine that waits or is set aside",
                about: "It starts a new incarnation; what the old one left open goes to the in-doubt queue first.",
                parameters: [machine],
                answers: [.json(.named("Machine"), "The machine.")],
                problems: [.conflict]
            ),
            APIOperation(
                "POST",
                "/v1/machines/{machine}/quarantine",
                id: "quarantineMachine",
                "Set a machine aside until somebody allows it again",
                parameters: [machine],
                body: .json(.object([.required("reason", .text(.line(1...500)), "Why; others will read it.")])),
                answers: [.json(.named("Machine"), "The machine.")]
            ),
            APIOperation(
                "PUT",
                "/v1/machines/{machine}/profile",
                id: "setMachineProfile",
                "Keep the machine's compiled profile",
                about: "The body is what `mintmark profile compile` writes. The answer has it signed, for the machine.",
                parameters: [machine],
                body: .json(.anyObject, maximumBytes: MachineRoutes.profileBytes),
                answers: [
                    .json(
                        .object([
                            .required("sha256", .text(.digest), "The hash of its canonical form."),
                            .required("envelope", .anyText, "The signed profile, a JWS."),
                        ]),
                        "The profile is kept."
                    )
                ]
            ),
            APIOperation(
                "POST",
                "/v1/profiles/sign",
                id: "signProfile",
                "Sign a compiled profile for a machine that is not enrolled yet",
                about: "Nothing is kept but the note that it was signed.",
                body: .json(.anyObject, maximumBytes: MachineRoutes.profileBytes),
                answers: [
                    .json(
                        .object([
                            .required("sha256", .text(.digest), "The hash of its canonical form."),
                            .required("envelope", .anyText, "The signed profile, a JWS."),
                        ]),
                        "The signed profile."
                    )
                ]
            ),
            APIOperation(
                "POST",
                "/v1/machines/{machine}/commands",
                id: "commandMachine",
                "Send a command that needs no sale",
                parameters: [machine],
                body: .json(.object([.required("command", .choice(["ping", "setOutputsSafe"]), "Which.")])),
                answers: [
                    .json(
                        .object([.required("command", .text(.identifier), "The command's id.")]),
                        "It is in the machine's queue.",
                        status: 202
                    )
                ],
                problems: [.machineNotAllowed, .conflict],
                isCreate: true
            ),
        ],
        schemas: ["Machine": machineSchema]
    )

    private static let machineReads = [
        APIOperation(
            "GET",
            "/v1/machines",
            id: "listMachines",
            "Machines by name",
            parameters: [.limit, .cursor],
            answers: [.json(.page("machines", of: "Machine"), "A page of the machines.")]
        ),
        APIOperation(
            "GET",
            "/v1/machines/{machine}",
            id: "getMachine",
            "One machine",
            parameters: [machine],
            answers: [.json(.named("Machine"), "The machine.")]
        ),
    ]

    private static let machineSchema = JSONSchema.object([
        .required("id", .text(.machine), "Its id."),
        .required("name", .anyText, "Its name."),
        .required("owner", .anyText, "Whose."),
        .required("status", .choice(["pending", "allowed", "quarantined"]), "Whether it may do anything."),
        .optional("statusReason", .anyText, "Why, when it is not allowed."),
        .required("connected", .boolean, "Whether its link is up."),
        .required("incarnation", .count, "The life of its journal that is in force; 0 before the first."),
        .required("commandsIssued", .count, "The last counter given to a command of this incarnation."),
        .required("commandsReceived", .count, "The highest counter that the machine acknowledged."),
        .required("receiptsStored", .count, "The highest receipt sequence stored."),
        .optional("profile", .text(.digest), "The hash of the profile on record."),
        .required("profileMatches", .boolean, "Whether the machine runs that profile."),
        .optional("program", .anyText, "The version of its program."),
        .optional("lastSeen", .moment, "When it was last heard, to a minute, milliseconds since 1970."),
        .required(
            "lanes",
            .list(
                of: .object([
                    .required("id", .anyText, "The lane of the profile."),
                    .required("ready", .boolean, "Whether a delivery could start."),
                    .optional("reason", .anyText, "Why not, in one word."),
                ]),
                maximum: 4_096
            ),
            "Its lanes, as it last reported them."
        ),
        .required(
            "stations",
            .list(
                of: .object([
                    .required("id", .anyText, "The station of the profile."),
                    .optional(
                        "packML",
                        .count,
                        "The line's state, numbered as ISA-TR88 StateCurrent: 6 is Execute. Missing when unknown."
                    ),
                    .required("heartbeat", .boolean, "Whether the heartbeats of both sides move."),
                    .required(
                        "watchdog",
                        .boolean,
                        "Whether the output watchdog was set since the PLC was last lost."
                    ),
                ]),
                maximum: 4_096
            ),
            "Its stations, as it last reported them."
        ),
    ])
}
