internal import ArgumentParser
internal import ShmChannel

/// What samples say of light.
struct TransferOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How samples encode light: twice the number is twice the light (linear; by default Radiance \
      HDR and OpenEXR), or as in sRGB (srgb; by default all others).
      """, valueName: "transfer"),
    completion: .list(Transfer.allCases.map(\.name)), transform: Self.transfer)
  var transfer: Transfer?

  private static func transfer(_ name: String) throws -> Transfer {
    guard let transfer = Transfer(named: name) else {
      throw ValidationError("it takes \(Transfer.allCases.map(\.name).joined(separator: " or "))")
    }
    return transfer
  }
}
