private import CMosquitto

/// Why the broker, or the library, does not take a message or a subscription.
struct BrokerRefusal: Error, Equatable {
  /// What can be done about it.
  enum Kind: Equatable {
    /// The user may not.
    case denied
    /// It is larger than the broker takes.
    case tooLarge
    /// The connection has ended meanwhile, and that is told by itself.
    case lost
    case other
  }

  let kind: Kind
  let words: String
}

extension BrokerRefusal {
  /// What the broker has answered: a reason code of MQTT 5.0, 2.4.
  init(reason code: CInt) {
    words = String(cString: mosquitto_reason_string(code))
    kind =
      switch code {
      case CInt(MQTT_RC_NOT_AUTHORIZED.rawValue): .denied
      // 3.1.1 knows no other answer to a subscription: MQTT 3.1.1, 3.9.3.
      case CInt(MQTT_RC_UNSPECIFIED.rawValue): .denied
      case CInt(MQTT_RC_PACKET_TOO_LARGE.rawValue): .tooLarge
      default: .other
      }
  }

  /// What the library returned, a `mosq_err_t` of mosquitto.h.
  init(library code: CInt) {
    words = String(cString: mosquitto_strerror(code))
    kind =
      switch code {
      case MOSQ_ERR_OVERSIZE_PACKET.rawValue, MOSQ_ERR_PAYLOAD_SIZE.rawValue: .tooLarge
      case MOSQ_ERR_NO_CONN.rawValue, MOSQ_ERR_CONN_LOST.rawValue: .lost
      default: .other
      }
  }
}

extension BrokerRefusal {
  /// What the user is told of a subscription that is not accepted.
  func failure(reading topic: String) -> Failure {
    Failure(.noInput, "\(topic): \(kind == .denied ? denial(of: "read") : refusal)")
  }

  /// What the user is told of a message that is not accepted; nil where nothing is to be told.
  ///
  /// - Parameter byteCount: of the picture.
  func failure(writing topic: String, byteCount: Int) -> Failure? {
    let reason: String
    switch kind {
    case .denied: reason = denial(of: "write")
    case .tooLarge:
      reason =
        "the broker takes no picture of \(byteCount) bytes; for smaller ones: --jpeg or --fit"
    case .other: reason = refusal
    case .lost: return nil
    }
    return Failure(.noInput, "\(topic): \(reason)")
  }

  private func denial(of deed: String) -> String {
    "the broker does not let this user \(deed) here (\(words)); see its access list"
  }

  private var refusal: String { "the broker refuses it: \(words)" }
}
