/// Who owns what machines do: the sales their deliveries, the runs their stamps.
package struct JobListeners: Sendable {
    /// Told of deliveries.
    package let deliveries: any DeliveryListener
    /// Told of blocks, stamps and runs.
    package let line: any LineListener

    /// Makes the pair.
    package init(deliveries: any DeliveryListener, line: any LineListener) {
        self.deliveries = deliveries
        self.line = line
    }
}
