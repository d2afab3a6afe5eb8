#include <Imlib2.h>
