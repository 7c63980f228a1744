import HTTPTypes
import Protocol
import Testing

@testable import Coordinator

@Suite("Machine routes")
struct MachineRoutesTests {
    private static let stranger = "/v1/machines/snack-9::0123456789abcdef0123456789abcdef"

    private static func path(_ machine: RecordedMachine) -> String { "/v1/machines/\(machine.id)" }

    @Test func showMachinesAndAllowThem() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            #expect(try await site.send(.get, "/v1/machines").text == #"{"machines":[]}"#)
            var machine = try RecordedMachine()
            try await stand.enrol(&machine)
            var view = try await site.send(.get, Self.path(machine)).json(MachineSite.View.self)
            #expect(view.id == machine.id.description && view.status == "pending" && !view.connected)
            let allowed = try await site.send(.post, Self.path(machine) + "/allow")
            #expect(allowed.status == 200)
            view = try allowed.json(MachineSite.View.self)
            #expect(view.status == "allowed")
            #expect(try await site.send(.post, Self.path(machine) + "/allow").status == 409)
            #expect(try await site.send(.get, "/v1/machines").text.contains(machine.id.description))
        }
    }

    @Test func aSecretMadeHereEnrols() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            let answer = try await site.send(.post, "/v1/machines/secrets", #"{"name":"snack-1"}"#)
            #expect(answer.status == 201)
            let text = try #require(try answer.json([String: String].self)["secret"])
            let secret = try EnrolmentSecret(text: text)
            #expect(secret.rootFingerprint == stand.keys.deployment)
            var machine = try RecordedMachine()
            #expect(try await stand.enrol(&machine, secret).status == .allowed)
        }
    }

    @Test func quarantineEndsTheSession() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            let answer = try await site.send(.post, Self.path(machine) + "/quarantine", #"{"reason":"smoke"}"#)
            let view = try answer.json(MachineSite.View.self)
            #expect(view.status == "quarantined" && view.statusReason == "ada: smoke")
            #expect(!stand.links.isCurrent(session))
            #expect(try await stand.alarms() == ["machine.quarantined"])
            // Once more changes nothing.
            _ = try await site.send(.post, Self.path(machine) + "/quarantine", #"{"reason":"fire"}"#)
            #expect(try await stand.record(machine).statusReason == "ada: smoke")
            #expect(try await stand.events(.machineQuarantined).count == 1)
        }
    }

    @Test func aRevocationEndsTheSessionAndIsForGood() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            let path = Self.path(machine)
            let answer = try await site.send(.post, path + "/revoke", #"{"reason":"stolen"}"#)
            let view = try answer.json(MachineSite.View.self)
            #expect(view.status == "revoked" && view.statusReason == "ada: stolen")
            #expect(!stand.links.isCurrent(session))
            for (verb, body) in [("allow", ""), ("quarantine", #"{"reason":"x"}"#), ("revoke", #"{"reason":"x"}"#)] {
                let again = try await site.send(.post, "\(path)/\(verb)", body)
                #expect(again.status == 409 && again.code == "conflict", "\(verb)")
            }
            let command = try await site.send(.post, path + "/commands", #"{"command":"ping"}"#)
            #expect(command.status == 409 && command.code == "machineNotAllowed")
            #expect(try await stand.record(machine).statusReason == "ada: stolen")
        }
    }

    @Test func theKeysetIsForEverybody() async throws {
        try await MachineStand.run { stand in
            let answer = try await MachineSite(stand).send(.get, "/v1/agent/keyset", token: "")
            #expect(answer.status == 200 && answer.text == stand.keyset.compact)
        }
    }

    @Test func aProfileIsKeptAndSigned() async throws {
        try await MachineStand.run { stand in
            struct Reply: Decodable {
                let sha256: String
                let envelope: String
            }
            let site = try await MachineSite(stand)
            let machine = try await stand.allowedMachine()
            let json = try SmallProfile.text()
            let answer = try await site.send(.put, Self.path(machine) + "/profile", json)
            #expect(answer.status == 200)
            let reply = try answer.json(Reply.self)
            #expect(try reply.sha256 == SmallProfile.hash())
            let envelope = try Envelope.parse(reply.envelope, as: .profile)
            _ = try envelope.verified(by: stand.keyset.keyset.key(envelope.keyID, for: .profile))
            let view = try await site.send(.get, Self.path(machine)).json(MachineSite.View.self)
            #expect(view.profile == reply.sha256 && !view.profileMatches)
            #expect(try await site.send(.put, Self.path(machine) + "/profile", json).status == 200)
            #expect(try await stand.events(.machineProfile).count == 1)
        }
    }

    @Test func aCommandIsQueued() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            let machine = try await stand.allowedMachine()
            for (name, body) in [
                ("ping", CommandBody.ping), ("setOutputsSafe", .setOutputsSafe), ("rotateKey", .rotateKey),
            ] {
                let answer = try await site.send(.post, Self.path(machine) + "/commands", #"{"command":"\#(name)"}"#)
                #expect(answer.status == 202)
                let id = try #require(try answer.json([String: String].self)["command"])
                #expect(try await stand.command(id)?.command.body == body)
            }
        }
    }

    static let wrongBodies: [(path: String, body: String)] = [
        ("/v1/machines/secrets", ""), ("/v1/machines/secrets", "{}"), ("/v1/machines/secrets", #"{"name":7}"#),
        ("/v1/machines/secrets", #"{"name":"Snack 1"}"#), ("/v1/machines/secrets", #"{"name":"a","name":"b"}"#),
        ("/v1/machines/secrets", #"{"name":"a","validSeconds":59}"#),
        ("/v1/machines/secrets", #"{"name":"a","validSeconds":604801}"#),
        ("quarantine", ""), ("quarantine", "[]"), ("quarantine", #"{"reason":""}"#),
        ("quarantine", #"{"reason":"\#(String(repeating: "x", count: 501))"}"#),
        ("revoke", ""), ("revoke", "{}"), ("revoke", #"{"reason":""}"#), ("revoke", #"{"reason":"x","by":"y"}"#),
        ("profile", ""), ("profile", "{}"), ("profile", #"{"name":"#), ("profile", "\u{0}"),
        ("commands", ""), ("commands", #"{"command":"deliver"}"#), ("commands", #"{"command":"ping",}"#),
    ]

    @Test(arguments: wrongBodies)
    func aWrongBodyIsRefusedAndChangesNothing(_ wrong: (path: String, body: String)) async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            let machine = try await stand.allowedMachine()
            let before = try await stand.dump("machine")
            let path = wrong.path.hasPrefix("/") ? wrong.path : "\(Self.path(machine))/\(wrong.path)"
            let answer = try await site.send(wrong.path == "profile" ? .put : .post, path, wrong.body)
            #expect(answer.status == 400)
            #expect(answer.code != nil)
            #expect(try await stand.dump("machine") == before)
            #expect(try await stand.dump("enrolment_secret").isEmpty)
            #expect(try await stand.dump("command").isEmpty)
        }
    }

    @Test func whatThereIsNotIsNotFound() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            let profile = try SmallProfile.text()
            #expect(try await site.send(.get, Self.stranger).status == 404)
            #expect(try await site.send(.post, Self.stranger + "/allow").status == 404)
            #expect(try await site.send(.post, Self.stranger + "/quarantine", #"{"reason":"x"}"#).status == 404)
            #expect(try await site.send(.post, Self.stranger + "/revoke", #"{"reason":"x"}"#).status == 404)
            #expect(try await site.send(.put, Self.stranger + "/profile", profile).status == 404)
            #expect(try await site.send(.post, Self.stranger + "/commands", #"{"command":"ping"}"#).status == 404)
            #expect(try await site.send(.post, "/v1/machines/x/commands", #"{"command":"ping"}"#).status == 404)
        }
    }

    @Test func aMachineThatIsNotAllowedIsNotCommanded() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            var machine = try RecordedMachine()
            try await stand.enrol(&machine)
            let answer = try await site.send(.post, Self.path(machine) + "/commands", #"{"command":"ping"}"#)
            #expect(answer.status == 409 && answer.code == "machineNotAllowed")
        }
    }

    @Test func aHugeProfileIsRefused() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            let machine = try await stand.allowedMachine()
            let huge = String(repeating: " ", count: ProtocolLimits.profileEnvelopeBytes / 2 + 1)
            let answer = try await site.send(.put, Self.path(machine) + "/profile", huge)
            #expect(answer.status == 413 && answer.code == "limit")
        }
    }

    @Test func readingAndWritingNeedTheirScopes() async throws {
        try await MachineStand.run { stand in
            let reader = try await MachineSite(stand, scopes: [.machinesRead])
            let writer = try await MachineSite(stand, scopes: [.machinesWrite])
            var machine = try RecordedMachine()
            try await stand.enrol(&machine)
            #expect(try await reader.send(.get, Self.path(machine)).status == 200)
            #expect(try await writer.send(.get, Self.path(machine)).status == 403)
            #expect(try await reader.send(.post, Self.path(machine) + "/allow").status == 403)
            #expect(try await writer.send(.post, Self.path(machine) + "/allow", token: "").status == 401)
            #expect(try await stand.record(machine).status == .pending)
            #expect(try await writer.send(.post, Self.path(machine) + "/allow").status == 200)
        }
    }
}
