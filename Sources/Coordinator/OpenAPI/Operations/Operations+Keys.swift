extension APIFeature {
    /// The deployment's keys.
    static let keys = APIFeature(
        "keys",
        "Keys of the deployment.",
        operations: [
            APIOperation(
                "POST",
                "/v1/keys/rotate",
                id: "rotateKey",
                "Have a key of the deployment replaced",
                about: "It takes effect at the coordinator's next start. Machines learn of it from the keyset, which "
                    + "the root key signs.",
                body: .json(.object([.required("key", .choice(["command", "tls"]), "Which.")])),
                answers: [.json(.object([.required("key", .anyText, "Which.")]), "The new key is ready.")],
                problems: [.conflict]
            )
        ]
    )
}
