import Foundation
import Protocol

@testable import mintmark

/// Answers of a coordinator, as the tests show them.
enum Sample {
    /// 21 November 2025, 03:11:05 UTC.
    static let time: Int64 = 1_763_694_665_000

    static func answer<Answer: Decodable>(_ json: String, as type: Answer.Type = Answer.self) throws -> Answer {
        try StrictJSON.decode(type, from: Array(json.utf8))
    }

    static func machine(_ members: String = "") throws -> Answers.Machine {
        try answer(
            """
            {"id":"lobby-1::0011223344556677","name":"lobby-1","owner":"operator","status":"allowed","connected":true,
            "incarnation":1,"commandsIssued":4,"commandsReceived":4,"receiptsStored":9,"profile":"ab12",
            "profileMatches":true,"program":"mintmark-agent 1","lastSeen":\(time - 3_000),
            "lanes":[{"id":"A1","ready":true},{"id":"A2","ready":true}],"stations":[]\(members)}
            """
        )
    }

    static func place(open: Bool = true, faulted: Bool = false) throws -> Answers.Place {
        try answer(
            """
            {"place":"lobby","name":"Lobby 🍿","owner":"operator","machine":"lobby-1::0011223344556677","open":\(open),
            "currency":"EUR","selections":[{"id":"a1","name":"Salted peanuts","lane":"A1","price":"150"},
            {"id":"a2","name":"お茶","lane":"A2","price":"1250"}],
            "lanes":[{"lane":"A1","count":7,"reserved":1,"enabled":true,"faulted":\(faulted),
            "faultReason":\(faulted ? "\"no drop seen\"" : "null")},
            {"lane":"A2","count":0,"reserved":0,"enabled":false,"faulted":false}]}
            """
        )
    }

    static func sale(
        money: String = "captured",
        goods: String = "delivered",
        queue: String = "",
        refundDue: String = "0"
    ) throws -> Answers.Sale {
        try answer(
            """
            {"order":{"id":"01sale","status":"delivered","text":"Delivered. Enjoy!","place":"lobby","selection":"a1",
            "name":"Salted peanuts","price":"150","currency":"EUR","amount":"150","amountText":"1.5","paid":"150",
            "asset":"SANDBOX-EUR","rail":"play","address":"play-01sale","expires":\(time + 900_000)},
            "owner":"operator","machine":"lobby-1::0011223344556677","lane":"A1","money":"\(money)","goods":"\(goods)",
            "queue":[\(queue)],"command":"01command","refundDue":"\(refundDue)","refunded":"0","credit":"0","lost":"0",
            "payments":[{"reference":"play-1","amount":"150","state":"held","confirmations":1,"late":false,
            "booking":"captured"}],"traceparent":"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
            "createdAt":\(time),"changedAt":\(time + 4_000)}
            """
        )
    }

    static func event(_ kind: String, at: Int64 = time, subject: String = "01sale", data: String = "") throws
        -> Answers.Event
    {
        try answer(
            """
            {"cursor":"c\(at)","kind":"\(kind)","subject":"\(subject)","owner":"operator","at":\(at),
            "traceparent":"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01","data":{\(data)}}
            """
        )
    }
}
