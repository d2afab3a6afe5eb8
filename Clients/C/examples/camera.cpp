// Shows what a camera sees, by OpenCV.
//
//     c++ -O2 camera.cpp -o camera $(pkg-config --cflags --libs opencv4)
//     ./camera [CHANNEL [SOURCE [FRAMES]]]      SOURCE: a camera's number, a file, or "synthetic"
//     shmview CHANNEL
//
// OpenCV's conversion writes straight into the shared memory: there is no other copy.

#define SHMVIEW_IMPLEMENTATION
#include "../shmview.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <iostream>
#include <string>

namespace {

// Frames of a camera or a file; or of a ball that goes round, where there is no camera.
class Source {
 public:
  explicit Source(const std::string &name) : is_synthetic_(name == "synthetic") {
    if (is_synthetic_) return;
    bool is_number = name.find_first_not_of("0123456789") == std::string::npos;
    if (is_number) capture_.open(std::stoi(name));
    else capture_.open(name);
  }

  bool is_open() const { return is_synthetic_ || capture_.isOpened(); }

  bool read(cv::Mat &picture) {
    if (!is_synthetic_) return capture_.read(picture);
    picture.create(240, 320, CV_8UC3);
    picture = cv::Scalar(60, 40, 20);
    double angle = 0.1 * count_++;
    cv::Point place(160 + int(90 * std::cos(angle)), 120 + int(90 * std::sin(angle)));
    cv::circle(picture, place, 20, cv::Scalar(40, 160, 255), cv::FILLED, cv::LINE_AA);
    return true;
  }

 private:
  bool is_synthetic_;
  int count_ = 0;
  cv::VideoCapture capture_;
};

uint64_t now() {
  timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return uint64_t(t.tv_sec) * 1000000000u + uint64_t(t.tv_nsec);
}

shmview_status publish(shmview *channel, const cv::Mat &picture, uint64_t captured) {
  uint8_t *pixels;
  size_t stride;
  shmview_status status = shmview_begin(channel, uint32_t(picture.cols), uint32_t(picture.rows),
                                        SHMVIEW_BGRX, &pixels, &stride);
  if (status != SHMVIEW_OK) return status;
  cv::Mat shared(picture.rows, picture.cols, CV_8UC4, pixels, stride);
  cv::cvtColor(picture, shared, cv::COLOR_BGR2BGRA);
  shmview_captured(channel, captured);
  return shmview_commit(channel, "camera");
}

}  // namespace

int main(int count, char **words) {
  std::string name = count > 2 ? words[2] : "0";
  long frames = count > 3 ? std::stol(words[3]) : -1;
  shmview *channel;
  if (shmview_open(count > 1 ? words[1] : nullptr, &channel) != SHMVIEW_OK) {
    std::cerr << "camera: " << shmview_error(nullptr) << "\n";
    return 64;
  }
  Source source(name);
  if (!source.is_open()) {
    std::cerr << "camera: cannot open " << name << "; try: camera CHANNEL synthetic\n";
    return 1;
  }
  cv::Mat picture;
  int code = 0;
  for (long i = 0; i != frames && code == 0 && source.read(picture); i++) {
    shmview_status status = publish(channel, picture, now());
    if (status == SHMVIEW_OK || status == SHMVIEW_LOST) continue;  // removed: the next makes it
    std::cerr << "camera: " << shmview_error(channel) << "\n";
    code = 1;
  }
  shmview_close(channel);
  return code;
}
