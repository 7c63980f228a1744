"""A Modbus TCP slave that is none of ours, on a free port of the loopback interface, which it prints.

Unit 1 has sixty-four entries in each of four tables of its own, and constants that pymodbus itself encodes.
Unit 7 has one holding register.
"""

import asyncio

from pymodbus.pdu.device import ModbusDeviceIdentification
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

constants = [
    SimData(0, values=[0x0A0B0C0D], datatype=DataType.UINT32),
    SimData(2, values=[-70000], datatype=DataType.INT32),
    SimData(4, values=[-1.5], datatype=DataType.FLOAT32),
    SimData(6, values=[0x0102030405060708], datatype=DataType.UINT64),
    SimData(10, values=["SN-00042"], datatype=DataType.STRING),
    SimData(14, count=50, values=7, datatype=DataType.REGISTERS),
]
press = SimDevice(
    1,
    simdata=(
        [SimData(0, count=64, values=False, datatype=DataType.BITS)],
        [SimData(0, values=[True, False, False, True] * 16, datatype=DataType.BITS)],
        [SimData(0, count=64, values=0, datatype=DataType.REGISTERS)],
        constants,
    ),
)
marker = SimDevice(7, simdata=[SimData(0, values=[4711], datatype=DataType.REGISTERS)])
identity = ModbusDeviceIdentification(
    info_name={"VendorName": "Foreign", "ProductCode": "FS-1", "MajorMinorRevision": "1.0"}
)


async def main():
    server = ModbusTcpServer([press, marker], identity=identity, address=("127.0.0.1", 0))
    await server.listen()
    print("port", server.transport.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
