private import CMosquitto
internal import ChannelBridge
private import Glibc
private import Linux
internal import SystemPackage

/// Why there is no connection, in words for people, and how soon it is tried again.
struct BrokerTrouble: Equatable {
  let failure: Failure
  let cause: Reconnecting.Cause
  /// Whether the broker may know MQTT 3.1.1 alone.
  var mayBeOld = false

  private init(
    _ status: ExitStatus, _ name: String, _ words: String, cause: Reconnecting.Cause = .refused
  ) {
    failure = Failure(status, "\(name): \(words)")
    self.cause = cause
  }

  /// No connection could be made; `result` says why.
  static func noConnection(
    _ result: ConnectAttempt.Result, _ settings: BrokerSettings, detail: String?
  ) -> BrokerTrouble {
    switch result.code {
    case MOSQ_ERR_TLS.rawValue: tls(settings, detail)
    case MOSQ_ERR_EAI.rawValue:
      BrokerTrouble(
        .timedOut, settings.name, "cannot connect: its name is not known here; trying again",
        cause: .silence)
    case MOSQ_ERR_ERRNO.rawValue:
      BrokerTrouble(
        .timedOut, settings.name,
        "cannot connect: \(Errno(rawValue: result.errno)); trying again")
    default:
      BrokerTrouble(
        .timedOut, settings.name,
        "cannot connect: \(detail ?? String(cString: mosquitto_strerror(result.code))); "
          + "trying again")
    }
  }

  /// Nothing came.
  static func silence(_ settings: BrokerSettings) -> BrokerTrouble {
    BrokerTrouble(
      .timedOut, settings.name, "does not answer; trying again", cause: .silence)
  }

  /// The broker said no; `code` is of MQTT 5.0, 3.2.2.2, or of MQTT 3.1.1, 3.2.2.3.
  static func refused(
    _ code: CInt, _ version: BrokerClient.Version, _ settings: BrokerSettings
  ) -> BrokerTrouble {
    let reason = code
    switch (version, reason) {
    // Brokers choose either for a wrong password.
    case (.five, CInt(MQTT_RC_BAD_USERNAME_OR_PASSWORD.rawValue)),
      (.five, CInt(MQTT_RC_NOT_AUTHORIZED.rawValue)), (.three, 4), (.three, 5):
      let isNobody = settings.login == nil && settings.loginFile == nil
      return BrokerTrouble(
        .noInput, settings.name,
        isNobody
          ? "lets nobody connect without a user and a password; see --login"
          : "refuses the user or the password; see --login")
    case (.five, CInt(MQTT_RC_UNSUPPORTED_PROTOCOL_VERSION.rawValue)), (.five, 1):
      var trouble = BrokerTrouble(.trouble, settings.name, "does not speak MQTT 5")
      trouble.mayBeOld = true
      return trouble
    default:
      let words =
        version == .five ? mosquitto_reason_string(reason) : mosquitto_connack_string(reason)
      return BrokerTrouble(
        .timedOut, settings.name,
        "does not take the connection: \(words.map { String(cString: $0) } ?? "code \(code)"); trying again"
      )
    }
  }

  /// The connection has ended.
  ///
  /// - Parameter wasOpen: whether the broker had answered.
  static func closed(
    _ code: CInt, wasOpen: Bool, _ settings: BrokerSettings, detail: String?
  ) -> BrokerTrouble {
    if !wasOpen, code == MOSQ_ERR_TLS.rawValue || settings.address.isEncrypted && detail != nil {
      return tls(settings, detail)
    }
    switch code {
    case CInt(MQTT_RC_SESSION_TAKEN_OVER.rawValue):
      return BrokerTrouble(
        .timedOut, settings.name,
        "another bridge has taken over, which publishes the same; end one of the two")
    case MOSQ_ERR_KEEPALIVE.rawValue:
      return silence(settings)
    default:
      let isBare = code == 0 || code == MOSQ_ERR_CONN_LOST.rawValue
      let words = code >= 128 ? mosquitto_reason_string(code) : mosquitto_strerror(code)
      let reason = isBare ? "" : ": " + (words.map { String(cString: $0) } ?? "code \(code)")
      var trouble = BrokerTrouble(
        .timedOut, settings.name,
        (wasOpen ? "the connection is lost" : "ends the connection") + reason.trimmedEnd
          + "; trying again")
      trouble.mayBeOld = !wasOpen
      return trouble
    }
  }

  private static func tls(_ settings: BrokerSettings, _ detail: String?) -> BrokerTrouble {
    if detail?.mentions("host name") == true {
      return BrokerTrouble(
        .noInput, settings.name,
        "no encrypted connection: the certificate is for another name than \(settings.address.host)"
      )
    }
    // "OpenSSL Error[0]: error:0A000086:SSL routines::certificate verify failed"
    let words = detail?.split(separator: ":").last.map(String.init) ?? "TLS failed"
    let advice =
      words.mentions("verify") || words.mentions("certificate")
      ? "; the certificate of its authority is given by --ca" : ""
    return BrokerTrouble(
      .noInput, settings.name, "no encrypted connection: \(words.trimmedEnd)\(advice)")
  }
}

extension String {
  /// Without the blanks at its ends, and a full stop.
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

extension BrokerTrouble {
  /// Something on this side.
  init(local failure: Failure) {
    self.failure = failure
    cause = .refused
  }
}
