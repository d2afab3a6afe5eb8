import CLinux
import Glibc
import ViewerCore

extension Moment {
  /// What both clocks say.
  static var now: Moment {
    var wall = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    return Moment(
      instant: .now, wall: .seconds(wall.tv_sec) + .nanoseconds(wall.tv_nsec))
  }
}
