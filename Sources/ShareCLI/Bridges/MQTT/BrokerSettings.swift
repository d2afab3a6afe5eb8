internal import ChannelBridge
internal import Linux

/// Where the broker is, and how one comes to it.
struct BrokerSettings {
  let address: BrokerAddress
  /// The file of the user and the password, as it was named; read anew for each connection, so that
  /// it can be mended.
  var loginFile: PathBytes?
  /// Those of the environment.
  var login: BrokerLogin?
  /// What the broker's certificate must come from; nil for what the system trusts.
  var authorities: PathBytes?
  var certificate: PathBytes?
  var key: PathBytes?
  /// Whether anybody may say to be the broker.
  var trustsAnybody = false
  /// The largest packet that is taken.
  var byteLimit = PictureMeta.maximumImageByteCount

  /// How messages name the broker.
  var name: String { address.description }

  /// The user and the password as they are now.
  func currentLogin() throws(Failure) -> BrokerLogin? {
    guard let loginFile else { return login }
    return try BrokerLogin(file: loginFile)
  }

  /// Refuses files that cannot be read, of which libmosquitto says little.
  func checkFiles() throws(Failure) {
    for file in [authorities, certificate, key].compactMap(\.self) {
      do throws(SystemError) {
        _ = try Linux::Descriptor(opening: file, options: .noControllingTerminal).number
      } catch {
        throw Failure(.noInput, "\(file): \(error.errno)")
      }
    }
  }
}
