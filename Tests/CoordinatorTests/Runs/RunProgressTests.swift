import Protocol
import Testing

@testable import Coordinator

@Suite("Progress of a run")
struct RunProgressTests {
    private static func run(_ state: RunState, _ asked: RunProgress.Request? = nil) -> RunProgress {
        RunProgress(state: state, asked: asked)
    }

    @Test func anOrdinaryRunGoesFromItsSerialsToItsEnd() throws {
        var run = RunProgress()
        #expect(try run.take(.serialsHeld) == [])
        #expect(run.state == .allowedToStart)
        #expect(try run.take(.asked(.start)) == [.send(.start)])
        #expect(try run.take(.told(.running, reason: nil)) == [])
        #expect(run == Self.run(.running))
        #expect(try run.take(.told(.ended, reason: nil)) == [.giveSerialsBack])
        #expect(run == Self.run(.ended))
    }

    @Test func aStartAheadOfTheSerialsIsDoneWhenTheyAreThere() throws {
        var run = RunProgress()
        #expect(try run.take(.asked(.start)) == [])
        #expect(try run.take(.serialsHeld) == [.send(.start)])
        #expect(run == Self.run(.allowedToStart, .start))
    }

    /// Every request in every state, with and without an unanswered one before.
    @Test func everyRequestInEveryStateHasAnOutcome() throws {
        for state in RunState.allCases {
            for before in [nil] + RunProgress.Request.allCases.map(Optional.some) {
                for request in RunProgress.Request.allCases {
                    var run = Self.run(state, before)
                    let outcome = Result { () throws(RunProgress.Refusal) in try run.take(.asked(request)) }
                    #expect(outcome == Self.expected(request, state, before), "\(request) in \(state) after \(before)")
                    if case .failure = outcome { #expect(run == Self.run(state, before)) }
                }
            }
        }
    }

    private static func expected(
        _ request: RunProgress.Request,
        _ state: RunState,
        _ before: RunProgress.Request?
    ) -> Result<[RunProgress.Effect], RunProgress.Refusal> {
        if state == .ended || state == .aborted { return .failure(.over) }
        if request == .abort {
            if before == .abort { return .failure(.askedBefore) }
            let isKnownThere = state == .running || state == .interrupted || state == .allowedToStart && before != nil
            return .success(isKnownThere ? [.send(.abort)] : [.giveSerialsBack])
        }
        if before != nil { return .failure(.askedBefore) }
        return switch (request, state) {
        case (.start, .notAllowedToStart): .success([])
        case (.start, .allowedToStart): .success([.send(.start)])
        case (.start, _): .failure(.started)
        case (.interrupt, .running): .success([.send(.interrupt)])
        case (.interrupt, _): .failure(.notRunning)
        case (.resume, .interrupted): .success([.send(.resume)])
        case (.resume, _), (.abort, _): .failure(.notInterrupted)
        }
    }

    @Test func anAbortOvertakesAStartAndWaitsForTheMachine() throws {
        var run = Self.run(.allowedToStart, .start)
        #expect(try run.take(.asked(.abort)) == [.send(.abort)])
        #expect(try run.take(.told(.running, reason: nil)) == [])
        #expect(run == Self.run(.running, .abort))
        #expect(try run.take(.told(.aborted, reason: nil)) == [.giveSerialsBack])
        #expect(run == Self.run(.aborted))
    }

    @Test func whatTheMachineDoesNotKnowIsAborted() throws {
        var run = Self.run(.allowedToStart, .abort)
        #expect(try run.take(.refused(.start, isUnknown: false, why: "expired")) == [])
        #expect(try run.take(.refused(.abort, isUnknown: true, why: "unknownRun")) == [.giveSerialsBack])
        #expect(run.state == .aborted)
    }

    @Test func aRefusedStartMayBeAskedForAgain() throws {
        var run = Self.run(.allowedToStart, .start)
        #expect(try run.take(.refused(.start, isUnknown: false, why: "runActive")) == [])
        #expect(run.asked == nil && run.reason == "start was refused: runActive")
        #expect(try run.take(.asked(.start)) == [.send(.start)])
    }

    @Test func aStartAfterSerialsThatDidNotComeGrantsOthers() throws {
        var run = RunProgress()
        #expect(try run.take(.asked(.start)) == [])
        #expect(try run.take(.serialsMissing("tooManyBlocks")) == [.alarm("tooManyBlocks")])
        #expect(run == RunProgress(state: .notAllowedToStart, reason: "tooManyBlocks"))
        #expect(try run.take(.asked(.start)) == [.grantSerials])
        #expect(run == RunProgress(state: .notAllowedToStart, asked: .start))
        #expect(try run.take(.serialsHeld) == [.send(.start)])
        #expect(try run.take(.serialsMissing("tooFewSerials")) == [.alarm("tooFewSerials")])
        #expect(run == RunProgress(state: .notAllowedToStart, reason: "tooFewSerials"))
    }

    @Test func theLineHoldsByItselfAndIsResumed() throws {
        var run = Self.run(.running)
        #expect(try run.take(.told(.interrupted, reason: "restarted")) == [])
        #expect(run.reason == "restarted")
        #expect(try run.take(.asked(.resume)) == [.send(.resume)])
        #expect(try run.take(.told(.running, reason: nil)) == [])
        #expect(run == Self.run(.running))
    }

    @Test func aMachineThatContradictsItselfIsAlarmedAndChangesNothing() throws {
        for state in [RunState.ended, .aborted] {
            var run = Self.run(state)
            #expect(try run.take(.told(state, reason: nil)) == [])
            for other in RunState.allCases where other != state {
                let effects = try run.take(.told(other, reason: nil))
                guard case .alarm? = effects.first, effects.count == 1 else {
                    Issue.record("\(other) in \(state): \(effects)")
                    continue
                }
                #expect(run == Self.run(state))
            }
        }
    }

    @Test func aLostMachineEndsWhatIsNotOver() throws {
        for state in RunState.allCases {
            var run = Self.run(state)
            #expect(try run.take(.machineLost) == (state.isFinal ? [] : [.giveSerialsBack]))
            #expect(run.state == (state.isFinal ? state : .aborted))
        }
    }

    @Test func serialsThatCantComeTellAPerson() throws {
        var run = Self.run(.notAllowedToStart, .start)
        #expect(try run.take(.serialsMissing("gone")) == [.alarm("gone")])
        #expect(run == RunProgress(state: .notAllowedToStart, asked: nil, reason: "gone"))
        var running = Self.run(.running)
        #expect(try running.take(.serialsMissing("gone")) == [])
        #expect(running == Self.run(.running))
    }
}
