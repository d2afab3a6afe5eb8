internal import CLinux
internal import Glibc

extension Duration {
  /// Whole milliseconds, rounded as `rounding` says; the nearest that there is for what is too far.
  ///
  /// `.up` for waits, so that none ends before its time.
  package func wholeMilliseconds(_ rounding: FloatingPointRoundingRule) -> Int64 {
    whole(1_000_000_000_000_000, rounding)
  }

  /// Whole seconds, rounded as `rounding` says; the nearest that there is for what is too far.
  package func wholeSeconds(_ rounding: FloatingPointRoundingRule) -> Int64 {
    whole(1_000_000_000_000_000_000, rounding)
  }

  /// Whole nanoseconds, rounded as `rounding` says; the nearest that there is for what is too far.
  package func wholeNanoseconds(_ rounding: FloatingPointRoundingRule) -> Int64 {
    whole(1_000_000_000, rounding)
  }

  /// A time to wait for C functions, rounded up to whole nanoseconds; none for what is negative,
  /// 292 years for what is longer.
  var timeToWait: timespec {
    let (seconds, rest) = max(0, wholeNanoseconds(.up))
      .quotientAndRemainder(dividingBy: 1_000_000_000)
    return timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
  }

  private func whole(_ unit: Int128, _ rounding: FloatingPointRoundingRule) -> Int64 {
    let (quotient, rest) = attoseconds.quotientAndRemainder(dividingBy: unit)
    let isAway =
      switch rounding {
      case .up: rest > 0
      case .down: rest < 0
      case .towardZero: false
      case .awayFromZero: rest != 0
      case .toNearestOrAwayFromZero: rest.magnitude * 2 >= unit.magnitude
      case .toNearestOrEven:
        rest.magnitude * 2 > unit.magnitude
          || rest.magnitude * 2 == unit.magnitude && !quotient.isMultiple(of: 2)
      @unknown default: false
      }
    return Int64(clamping: isAway ? quotient + attoseconds.signum() : quotient)
  }
}
