/// One look at a wallet from what the node answered, without a connection: what `NodeRail.poll` would make of it.
package enum NodeTranscript {
    /// The batch that follows from the bodies of a node's answers, in the order of the requests.
    /// - Throws: what polling throws, `badAnswer` where an answer is missing.
    package static func batch(
        of bodies: [[UInt8]],
        after cursor: String?,
        _ configuration: NodeConfiguration
    ) throws(RailError) -> RailBatch {
        let stored: NodeCursor? = if let cursor { try NodeCursor(reading: cursor) } else { nil }
        var rest = bodies[...]
        var poll = NodePoll(configuration: configuration, cursor: stored)
        var opening = try NodeAnswer.read(rest.popFirst() ?? [], count: poll.openingCalls.count)
        if poll.startsOver(opening) {
            opening = try NodeAnswer.read(rest.popFirst() ?? [], count: poll.openingCalls.count)
        }
        let questions = try poll.takeOpening(opening)
        return try poll.finish(try NodeAnswer.read(rest.popFirst() ?? [], count: questions.count))
    }
}
