/// Where a broker is: `mqtt://HOST[:PORT]`, or `mqtts://` for TLS.
package struct BrokerAddress: Hashable, Sendable {
  /// Why a text is not such an address; to stand behind the text and a colon.
  package enum Problem: Error, Equatable {
    case scheme, host, port, path
    /// A user or a password: everybody on the machine sees command lines.
    case secret
  }

  package let host: String
  package let port: Int
  package let isEncrypted: Bool

  /// Those of IANA for `mqtt` and `secure-mqtt`.
  private static let plainPort = 1883
  private static let encryptedPort = 8883

  package init(_ text: String) throws(Problem) {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
      throw .scheme
    }
    switch text[..<colon].lowercased() {
    case "mqtt": isEncrypted = false
    case "mqtts": isEncrypted = true
    default: throw .scheme
    }
    var rest = text[colon...].dropFirst(3)
    if rest.contains("@") { throw .secret }
    if rest.last == "/" { rest.removeLast() }
    if rest.contains(where: { "/?#".contains($0) }) { throw .path }
    let port = try Self.takePort(from: &rest)
    self.port = port ?? (isEncrypted ? Self.encryptedPort : Self.plainPort)
    if rest.first == "[", rest.last == "]" { rest = rest.dropFirst().dropLast() }
    guard !rest.isEmpty, rest.utf8.count <= 253, rest.utf8.allSatisfy(Self.isOfName) else {
      throw .host
    }
    host = String(rest)
  }

  /// Of names, and of addresses of IPv4 and IPv6 with the interface that one is of.
  private static func isOfName(_ byte: UInt8) -> Bool {
    let character = Character(Unicode.Scalar(byte))
    return byte < 0x80 && (character.isLetter || character.isNumber || "-._:%".contains(character))
  }

  private static func takePort(from rest: inout Substring) throws(Problem) -> Int? {
    guard let colon = rest.lastIndex(of: ":") else { return nil }
    // A bare address of IPv6 has several; one with a port stands in brackets.
    let isAddress = rest[..<colon].contains(":") && rest[rest.index(before: colon)] != "]"
    if rest.last == "]" || isAddress { return nil }
    guard let port = Int(rest[colon...].dropFirst()), (1...65_535).contains(port) else {
      throw .port
    }
    rest = rest[..<colon]
    return port
  }
}

extension BrokerAddress: CustomStringConvertible {
  /// As it may stand in messages: it has no secrets.
  package var description: String {
    let scheme = isEncrypted ? "mqtts" : "mqtt"
    let name = host.contains(":") ? "[\(host)]" : host
    let usual = isEncrypted ? Self.encryptedPort : Self.plainPort
    return "\(scheme)://\(name)" + (port == usual ? "" : ":\(port)")
  }
}

extension BrokerAddress.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .scheme: "must begin with mqtt:// or mqtts://"
    case .host: "names no host"
    case .port: "has a port that is not from 1 to 65535"
    case .path: "must end after the host and the port; for topics there is --prefix"
    case .secret:
      "must not have a user or a password, which everybody on this machine could read; put them "
        + "into a file for --login, or into SHMVIEW_MQTT_USER and SHMVIEW_MQTT_PASSWORD"
    }
  }
}
