/** English words that are easily said and heard on the phone; few that sound like another word. Friendly ones: patients get them. */
export const words = `
abacus accordion acorn actor admiral album alley almond amber anchor angle animal ankle answer antenna
antler apple apricot apron aquarium arch archer arena armchair aroma arrow artist aspen atlas atom attic
author autumn avenue avocado axle backpack badge badger bagel baker bakery balance balcony ballet balloon
bamboo banana banjo banner barber bargain barge barley barn barrel basement basil basin basket bathtub
battery beach beacon beam bean beaver bedroom beehive beetle belt bench bicycle binder birch bird biscuit
bison blanket blossom blouse blueberry bluebird boat bonfire bongo bonus book boot border bottle boulder
bouquet bowl box branch brass bread breakfast breeze brick bridge broccoli bronze brook broom brother
bubble bucket buckle budget buffalo builder bulb bundle bunny butter butterfly button cabaret cabbage
cabin cabinet cable cactus cadet cake calendar camel camera camp campus canal canary candle candy canoe
canvas canyon cape captain caramel caravan card cargo carnival carpet carrot cartoon cartwheel cashew
cashmere castle catalog cauliflower cave cedar celery cellar cello cement center cereal chain chair chalk
champion channel chapel chapter charcoal chariot charm cheese cherry chess chestnut chicken chili chimes
chimney chipmunk chisel chocolate choir chorus cider cinema cinnamon circle circus citizen city clam
clarinet clarity classic clay clementine clerk cliff climate clock cloud clover clown club coach coast
cobalt cobbler cobweb cocoa coconut coffee coin collar college column comedy comet comfort comma compass
composer concert cookie copper coral cork corner cottage cotton couch country cousin cowbell cowboy coyote
crab cradle cranberry crane crater crayon cream cricket crocodile crocus croissant crown crystal cube
cuckoo cucumber culture cupboard curtain cushion custard customer cycle cylinder daffodil dahlia daisy
damson dancer dawn decade deck delta denim desert desk detail dial diamond diary dimple dinghy dinner
dinosaur disc district dock dolphin dome domino donkey donut door doorbell dove dragon dragonfly drawer
drawing dream dress driftwood driver drum duck duet dune eagle earth easel east echo eclipse editor
eggplant eggshell elbow elephant elevator eleven emerald emu engine envelope essay estate evening
evergreen exhibit explorer fabric factory fair falcon family farmer feather fence fennel ferry festival
fiddle field fig film finch finger fireplace fisherman flag flamingo flannel flask flute foam folder
football footprint forest forge fork fortune fossil fountain fox foxglove frame freckle freezer friday
friend frog fruit fudge funnel furnace gadget galaxy gallery gallon garage garden garland garlic garnet
gate gazebo gazelle gecko gem ginger giraffe glacier glass glider globe glove glow gnome goat goblet
goldfish golf gondola goose gorilla gospel grain granite grape grapefruit grass gravel greenhouse grocery
grove guest guitar gull gum habitat haiku halo hammer hammock hamster handbag handle harbor harmony harp
harpist harvest hat hatchet hawk haystack hazel heater heather hedge hedgehog helium helmet herb heron
highway hill hippo hobby hockey holiday honey hood hopscotch horizon hornet hotel house husky ice iceberg
icicle idea igloo impala index ink inlet insect iris iron island ivory jacket jaguar jam jasmine jazz
jeans jelly jersey jetty jewel jigsaw jockey journal journey judge jug juggler juice june jungle junior
jupiter kangaroo kayak kelp kernel ketchup kettle keyboard kilt kingdom kiosk kitchen kite kitten kiwi
koala koi label lace ladder lady ladybug lagoon lamp lantern laptop lark laser lasso laundry lava lavender
leather lecture ledger legend lemon lemonade leopard lesson letter lettuce library lighthouse lilac lily
lime lion lizard llama loaf lobby lobster locket lodge loft loom lotus lumber lunch lute lynx lyric
macaroni machine magazine magic magnet magnolia magpie mailbox mammal mandolin mango mantle map maple
marathon marble margin marigold market marmalade marsh mask match meadow medal melody melon memory mentor
merchant meringue metal meteor metro midnight milk mill mineral mint minute mirror mitten model monday
monkey monument moon moose morning mosaic mosquito moss moth motor mountain mouse muffin mulberry mural
museum mushroom music mustard napkin nature navy nebula necklace nectar needle nephew nest newt nickel
night noodle north notebook novel number nursery nutmeg oak oasis oatmeal oboe ocean octagon octopus
office olive omelet onion onyx opal opera opossum orange orbit orca orchard orchid organ origami ostrich
otter oven owl oxygen oyster package paddle paddock page paint painter pajamas palace palm pancake panda
panel pansy panther papaya paper parade parcel park parka parrot parsley partner passport pasta pastel
pastry patio pavement peach peacock peanut pearl pebble pecan pedal pelican pencil penguin pepper perch
perfume piano picnic picture pier pigeon pigment pillow pilot pine pineapple pinwheel pirate pistachio
pizza planet plank plant plastic plate platform plaza plow plum pocket poem poet pole polka pond pony
popcorn poplar porch porcupine porridge portrait post potato pottery powder prairie pretzel primrose
prince printer prism puddle pulley pumpkin puppet puppy purple puzzle pyramid quail quarter quartz queen
quest quilt quiver quiz rabbit raccoon rack radar radio radish raft railway rainbow raisin ram ranch
ranger raspberry raven recipe record reef reindeer report resort ribbon rice rider ring river robin robot
rocket rodeo roof rooster rope rose rowboat ruby rudder rug ruler saddle saffron sailor salad salmon salt
sandal sandwich sapphire satchel satin saturday saturn sauce sauna sausage saxophone scarf school science
scooter scout sculptor seagull season seed sequin shadow shampoo shark shed shelf shell shepherd sheriff
ship shoe shore shoulder shovel shrimp sidewalk signal silk silo silver singer sister skate sketch skirt
sky sled sleeve slipper smile snack snail snow soap soccer socket sofa song sonnet soup south spa spaniel
spark sparrow spear spice spider spinach spiral spire sponge spoon sport spring spruce squash squirrel
stable stadium stair stamp star station statue steam stem stereo stone stool storm story stove straw
street student studio submarine sugar suitcase summer summit sunday sundial sunflower sunset surfer
swallow swamp swan sweater swift swing symbol syrup table tablet tango tape tapestry tart teacher teapot
temple tennis tent theater thimble thistle thread thunder thursday ticket tiger tile timber tin toad toast
toffee tomato tool topaz topping torch tornado tortoise toucan tourist towel tower town tractor trailer
train tray tree trek triangle trombone trophy trout truck trumpet tub tuba tuesday tulip tuna tundra tune
tunnel turbine turkey turnip turquoise turtle twig twilight ukulele umbrella uncle unicorn uniform
universe valley vanilla vase velvet vendor verse vest village vine vineyard viola violet violin visitor
volcano voyage waffle wagon waiter wall wallet walnut walrus wardrobe wasp watch water waterfall wave
weather wednesday weekend whale wheat wheel whisper whistle willow window wing wink winter wizard wolf
wombat wonder wood wool worker workshop wreath wrist writer yacht yard yarn yeast yellow yoga yogurt zebra
zeppelin zero zigzag zipper zone zucchini
`
  .trim()
  .split(/\s+/);
