/// What a token may do. The raw value is what a route names and what an operator writes; it is never renamed.
package enum Scope: String, CaseIterable, Sendable, Codable {
    /// Sees machines.
    case machinesRead = "machines:read"
    /// Enrols, allows, quarantines and revokes machines, and gives them profiles.
    case machinesWrite = "machines:write"
    /// Sees places and stock.
    case placesRead = "places:read"
    /// Changes places, prices, stock and lanes.
    case placesWrite = "places:write"
    /// Sees sales.
    case salesRead = "sales:read"
    /// Decides what is in doubt, and says that a refund was paid.
    case salesResolve = "sales:resolve"
    /// Sees the books.
    case ledgerRead = "ledger:read"
    /// Reads the event log.
    case eventsRead = "events:read"
    /// Sees alarms.
    case alarmsRead = "alarms:read"
    /// Acknowledges alarms.
    case alarmsAcknowledge = "alarms:acknowledge"
    /// Plays the customer of the sandbox rail.
    case sandboxPay = "sandbox:pay"
    /// Sees the health of the parts.
    case healthRead = "health:read"
    /// Reads the metrics.
    case metricsRead = "metrics:read"
    /// Sees webhooks and what they could not deliver.
    case webhooksRead = "webhooks:read"
    /// Makes, changes, tests and replays webhooks.
    case webhooksWrite = "webhooks:write"
    /// Reads the audit log.
    case auditRead = "audit:read"
    /// Sees tokens, never their text.
    case tokensRead = "tokens:read"
    /// Makes and revokes tokens.
    case tokensWrite = "tokens:write"
    /// Sees products, blocks and serials.
    case serialsRead = "serials:read"
    /// Makes products, grants blocks to machines and asks for them back.
    case serialsWrite = "serials:write"
    /// Reads passports with a legitimate interest: repairers, recyclers.
    case passportsInterest = "passports:interest"
    /// Reads passports as an authority.
    case passportsAuthority = "passports:authority"
    /// Reads passports whole, makes and changes them.
    case passportsWrite = "passports:write"
    /// Sees who may enter events of products.
    case partiesRead = "parties:read"
    /// Says who may enter events of products, and which.
    case partiesWrite = "parties:write"
    /// Sees runs and their units.
    case runsRead = "runs:read"
    /// Orders, starts, interrupts, resumes and aborts runs.
    case runsStart = "runs:start"
    /// Takes a backup, which holds everything.
    case backupsMake = "backups:make"
    /// Sees links of products, their versions, and which company prefixes others answer for.
    case linksRead = "links:read"
    /// Changes links of products and hands company prefixes over.
    case linksWrite = "links:write"
    /// Draws QR codes and Data Matrix symbols, and sees what was printed.
    case carriersRead = "carriers:read"
    /// Prints labels.
    case carriersPrint = "carriers:print"
    /// Has keys of the deployment replaced.
    case keysRotate = "keys:rotate"
    /// Ends the recovery after a restore.
    case recoveryClose = "recovery:close"
}
