internal import ArgumentParser
internal import ChannelBridge
private import CommandLineFiles
internal import Linux

/// How one comes to a broker; none of it is a secret, as everybody can read command lines.
struct BrokerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A file with the user in its first line and the password in its second, closed to others. \
      (default: $SHMVIEW_MQTT_USER and $SHMVIEW_MQTT_PASSWORD)
      """, valueName: "file"), completion: .file())
  var login: String?

  @Option(
    help: ArgumentHelp(
      "The certificate of the authority that the broker's must come from. (default: the system's)",
      valueName: "file"), completion: .file())
  var ca: String?

  @Option(
    help: ArgumentHelp("A certificate to show to the broker.", valueName: "file"),
    completion: .file())
  var cert: String?

  @Option(
    help: ArgumentHelp("Its key, without a passphrase.", valueName: "file"), completion: .file())
  var key: String?

  @Flag(help: "Take any certificate: whoever is on the way can read and change everything.")
  var insecure = false

  func validate() throws {
    if (cert == nil) != (key == nil) {
      throw ValidationError("--cert and --key need each other")
    }
  }

  /// Where the broker is, and how one comes to it.
  func settings(_ url: String, _ costs: DecodingCosts) throws(Failure) -> BrokerSettings {
    let address: BrokerAddress
    do throws(BrokerAddress.Problem) { address = try BrokerAddress(url) } catch {
      // A secret is not repeated.
      let name = error == .secret ? "the broker's URL" : CommandLineText.display(url)
      throw Failure(.usage, "\(name) \(error)")
    }
    guard address.isEncrypted || (ca ?? cert) == nil && !insecure else {
      throw Failure(
        .usage, "\(address): --ca, --cert and --insecure are for TLS; begin the URL with mqtts://")
    }
    var settings = BrokerSettings(address: address)
    settings.login = try BrokerLogin.takeFromEnvironment()
    settings.loginFile = login.map(Self.path)
    settings.authorities = ca.map(Self.path)
    settings.certificate = cert.map(Self.path)
    settings.key = key.map(Self.path)
    settings.trustsAnybody = insecure
    // Beside it there are the file in memory, and what it is decoded to.
    settings.byteLimit = min(settings.byteLimit, costs.memory / 4)
    return settings
  }

  private static func path(_ argument: String) -> PathBytes {
    PathBytes(CommandLineText.bytes(of: argument))
  }
}
