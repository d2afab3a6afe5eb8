// Both halves of Qt's example "Shared Memory": one QSharedMemory with a key, and a QImage through a
// QDataStream. Nobody has to press a button: each half does its part when it is told to.
//
// qt share KEY FILE: loads the picture into a segment, says "ready", and ends with its input.
// qt view KEY: for every line of its input, paints the picture of the segment, and says "shown".
#include <QApplication>
#include <QBuffer>
#include <QDataStream>
#include <QImage>
#include <QLabel>
#include <QPixmap>
#include <QSharedMemory>
#include <cstring>
#include <iostream>
#include <string>

static int share(QSharedMemory &memory, const QString &file) {
  QImage image;
  if (!image.load(file)) return 1;
  QBuffer buffer;
  buffer.open(QBuffer::ReadWrite);
  QDataStream out(&buffer);
  out << image;
  if (!memory.create(static_cast<int>(buffer.size()))) return 1;
  memory.lock();
  std::memcpy(memory.data(), buffer.data().constData(), static_cast<size_t>(buffer.size()));
  memory.unlock();
  std::cout << "ready" << std::endl;
  std::string line;
  std::getline(std::cin, line);
  return 0;
}

static int show(QSharedMemory &memory, QLabel &label) {
  if (!memory.attach()) return 1;
  QBuffer buffer;
  QDataStream in(&buffer);
  QImage image;
  memory.lock();
  buffer.setData(static_cast<const char *>(memory.constData()), memory.size());
  buffer.open(QBuffer::ReadOnly);
  in >> image;
  memory.unlock();
  memory.detach();
  label.setPixmap(QPixmap::fromImage(image));
  label.repaint();
  QApplication::processEvents();
  std::cout << "shown" << std::endl;
  return 0;
}

int main(int argc, char **argv) {
  QApplication application(argc, argv);
  const QStringList arguments = application.arguments();
  if (arguments.size() < 3) return 64;
  QSharedMemory memory(arguments[2]);
  if (arguments[1] == "share") return share(memory, arguments.value(3));
  QLabel label;
  label.setGeometry(0, 1600, 2560, 1600);
  label.show();
  QApplication::processEvents();
  for (std::string line; std::getline(std::cin, line);) {
    QApplication::processEvents();
    if (const int status = show(memory, label)) return status;
  }
}
