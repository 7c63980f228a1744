import Foundation
import Measuring
import NIOHTTP1
import Protocol
import TestSupport

/// Customers who come when they come, whether or not those before them were served.
struct SoakCustomers: Sendable {
    let fleet: SoakFleet
    let seed: UInt64

    /// What a customer does about the price of 150.
    private enum Habit {
        case pays, paysTwice, paysTooLittle, leaves
    }

    /// How often a customer asks who hears nothing.
    private static let tries = 3
    /// How long a customer waits for each answer, in seconds.
    private static let patienceSeconds: Int64 = 10

    /// Lets them come at a fixed rate for so long; returns when all of them have left.
    func come(_ phase: SoakPhase, perSecond rate: Double, seconds: Double) async -> [SoakOrder] {
        var generator = SplitMix64(seed: seed &+ UInt64(SoakPhase.allCases.firstIndex(of: phase) ?? 0) << 32)
        let (start, wall) = (ContinuousClock.now, Date.now.timeIntervalSince1970)
        return await withTaskGroup(of: SoakOrder.self) { group in
            for number in 0..<Int(rate * seconds) {
                let after = Double(number) / rate
                let (machine, lane) = (fleet.machines[number % fleet.machines.count], lane(&generator))
                let (rail, habit) = (Bool.random(using: &generator) ? "held" : "final", habit(&generator))
                let key = Hex.encode(Fingerprint.randomBytes(16))
                try? await Task.sleep(until: start + .seconds(after))
                if number.isMultiple(of: max(1, Int(rate * 10))) {
                    Progress.say("\(phase.rawValue): \(Int(after)) of \(Int(seconds)) s, \(number) orders")
                }
                group.addTask {
                    let body = #"{"place":"\#(machine.place)","selection":"\#(lane)","rail":"\#(rail)"}"#
                    let due = start + .seconds(after)
                    let answer = await order(body, key: key)
                    let took = due.duration(to: .now) / .seconds(1)
                    var order = SoakOrder(phase: phase, dueAt: (wall + after) * 1_000, answer: answer, seconds: took)
                    await pay(&order, habit)
                    return order
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func lane(_ generator: inout SplitMix64) -> String {
        Deployment.lanes[Int.random(in: 0..<Deployment.lanes.count, using: &generator)].lowercased()
    }

    private func habit(_ generator: inout SplitMix64) -> Habit {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: .leaves
        case 1: .paysTooLittle
        case 2: .paysTwice
        default: .pays
        }
    }

    private func order(_ body: String, key: String) async -> SoakOrder.Answer {
        for attempt in 0..<Self.tries {
            if attempt > 0 { try? await Task.sleep(for: .seconds(1)) }
            guard
                let answer = try? await fleet.api.ask(
                    .POST,
                    "/v1/orders",
                    body,
                    token: "",
                    key: key,
                    timeoutSeconds: Self.patienceSeconds
                )
            else { continue }
            if (200..<300).contains(answer.status), let id = answer["id"] as? String { return .taken(id) }
            return .refused(answer["code"] as? String ?? String(answer.status))
        }
        return .none
    }

    private func pay(_ order: inout SoakOrder, _ habit: Habit) async {
        guard let id = order.id else { return }
        let amounts: [Int64] =
            switch habit {
            case .pays: [150]
            case .paysTwice: [150, 150]
            case .paysTooLittle: [100]
            case .leaves: []
            }
        for amount in amounts {
            // Nobody pays again because an answer was lost: the money may have gone.
            let answer = try? await fleet.api.ask(
                .POST,
                "/v1/sandbox/payments",
                #"{"order":"\#(id)","amount":"\#(amount)"}"#,
                timeoutSeconds: Self.patienceSeconds
            )
            if let answer, (200..<300).contains(answer.status) {
                order.paidMinor.append(amount)
            } else {
                order.unknownPayments += 1
            }
        }
    }
}
