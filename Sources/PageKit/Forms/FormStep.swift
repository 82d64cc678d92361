public import Hummingbird

extension PageContext {
    /// Does what a form asks, then leads on to where it is told (303, so that a reload sends nothing again).
    ///
    /// - Parameters:
    ///   - again: the page on which the form stands, with why it is refused and what was typed.
    ///   - work: does it and gives the address that it leads to, without the language.
    /// - Throws: errors that are no refusals of this form.
    public func step(
        again: (Refusal) async throws -> Response, _ work: () async throws -> String
    ) async throws -> Response {
        do {
            return .seeOther(language.address(try await work()))
        } catch let refusal as Refusal {
            return try await again(refusal)
        } catch {
            guard let refusal = Self.refusal(of: error) else { throw error }
            return try await again(refusal)
        }
    }
}
