"""What the processes are forked from imports this: everything is loaded before the first one."""

from tests.soaks.worker import load

load()
